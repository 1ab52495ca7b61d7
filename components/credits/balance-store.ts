"use client";

import type { BalanceSnapshot } from "@/components/credits/balance-snapshot";
import { closeBalanceStream, openBalanceStream } from "@/components/credits/balance-stream";

/** Makes the pill refresh at once: dispatched after every action of the user that moves credits. */
const BALANCE_MOVED = "refill:balance-moved";

/** The polling interval without a stream. */
const POLL_MS = 2_500;
/** The polling interval beside a stream, in case it has died unnoticed. */
const SAFETY_POLL_MS = 60_000;

let snapshot: BalanceSnapshot | null = null;
let streaming = false;
let timer: ReturnType<typeof setTimeout> | undefined;
let asking: AbortController | undefined;
const listeners = new Set<() => void>();

/** Tells the whole page that credits have moved. */
export function announceBalanceMove(): void {
  window.dispatchEvent(new Event(BALANCE_MOVED));
}

/** The last known balance; null until the server's or the first response is in. */
export function currentBalance(): BalanceSnapshot | null {
  return snapshot;
}

/** Takes a balance that the server rendered, unless a newer one is known. */
export function offerBalance(offered: BalanceSnapshot): void {
  if (!snapshot || offered.asOf > snapshot.asOf) adopt(offered);
}

/**
 * Keeps the balance fresh while anything listens and the page is visible: through the server's stream, and by polling
 * every few seconds while there is none. A hidden page closes its stream, because browsers allow six connections to a
 * server across all their tabs. When the page is visible again, it gets the balance at once.
 */
export function subscribeBalance(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) start();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) stop();
  };
}

/** Forgets the balance, on sign-out. */
export function forgetBalance(): void {
  stop();
  snapshot = null;
}

function start(): void {
  window.addEventListener("focus", ask);
  window.addEventListener(BALANCE_MOVED, ask);
  document.addEventListener("visibilitychange", follow);
  follow();
}

function stop(): void {
  window.removeEventListener("focus", ask);
  window.removeEventListener(BALANCE_MOVED, ask);
  document.removeEventListener("visibilitychange", follow);
  rest();
}

function follow(): void {
  if (document.visibilityState === "hidden") {
    rest();
    return;
  }
  openBalanceStream({
    onBalance: (balance) => {
      streaming = true;
      // A request already in flight may be older than this.
      asking?.abort();
      adopt(balance);
      schedule();
    },
    onSilence: () => {
      streaming = false;
      schedule();
    },
  });
  schedule();
}

function rest(): void {
  closeBalanceStream();
  streaming = false;
  clearTimeout(timer);
  asking?.abort();
}

function schedule(): void {
  clearTimeout(timer);
  timer = setTimeout(ask, streaming ? SAFETY_POLL_MS : POLL_MS);
}

async function ask(): Promise<void> {
  clearTimeout(timer);
  asking?.abort();
  if (document.visibilityState === "hidden") return;
  const request = new AbortController();
  asking = request;
  try {
    const response = await fetch("/api/v1/credits", { signal: request.signal, cache: "no-store" });
    // Signed out in the meantime: nothing to show, and nothing to ask for again.
    if (response.status === 401) {
      closeBalanceStream();
      return;
    }
    if (response.ok) adopt(await response.json());
  } catch (error) {
    // Offline, or replaced by something newer. The number stays; the next poll follows on schedule.
    if (!(error instanceof TypeError || request.signal.aborted)) throw error;
  }
  if (asking === request && !request.signal.aborted && listeners.size > 0) schedule();
}

function adopt(next: BalanceSnapshot): void {
  snapshot = next;
  for (const listener of listeners) listener();
}
