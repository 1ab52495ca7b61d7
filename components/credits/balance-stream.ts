"use client";

import type { BalanceSnapshot } from "@/components/credits/balance-snapshot";

type Told = {
  onBalance: (balance: BalanceSnapshot) => void;
  /** The stream could not be opened or broke: expect nothing from it for now. */
  onSilence: () => void;
};

// A browser reconnects by itself when a stream breaks, but not when it is refused.
const RETRY_REFUSED_MS = 30_000;
// A stream that keeps breaking is left closed for a while.
const MAX_BREAKS = 3;

let source: EventSource | undefined;
let retry: ReturnType<typeof setTimeout> | undefined;
let breaks = 0;

/** Follows the balance on the server's stream until `closeBalanceStream`. */
export function openBalanceStream(told: Told): void {
  closeBalanceStream();
  breaks = 0;
  const opened = new EventSource("/api/v1/credits/stream");
  source = opened;
  opened.addEventListener("balance", ({ data }: MessageEvent<string>) => {
    breaks = 0;
    told.onBalance(JSON.parse(data));
  });
  opened.addEventListener("error", () => {
    breaks += 1;
    if (opened.readyState === EventSource.CLOSED || breaks > MAX_BREAKS) {
      opened.close();
      retry = setTimeout(() => openBalanceStream(told), RETRY_REFUSED_MS);
    }
    told.onSilence();
  });
}

export function closeBalanceStream(): void {
  clearTimeout(retry);
  source?.close();
  source = undefined;
}
