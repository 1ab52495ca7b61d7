"use client";

import type { BalanceSnapshot } from "@/components/credits/balance-snapshot";

/** Asks the pill to look again at once: dispatched after anything of ours that moves credits. */
const BALANCE_MOVED = "refill:balance-moved";

const POLL_MS = 2_500;

let snapshot: BalanceSnapshot | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let asking: AbortController | undefined;
const listeners = new Set<() => void>();

/** Tells the whole page that credits have moved. */
export function announceBalanceMove(): void {
  window.dispatchEvent(new Event(BALANCE_MOVED));
}

/** The last known balance; null until the server's or the first answer is in. */
export function currentBalance(): BalanceSnapshot | null {
  return snapshot;
}

/** Takes a balance the server has rendered, unless a newer one is known. */
export function offerBalance(offered: BalanceSnapshot): void {
  if (!snapshot || offered.asOf > snapshot.asOf) adopt(offered);
}

/** Keeps the balance fresh while anyone listens: every few seconds while the page is seen, and at once on focus. */
export function subscribeBalance(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) start();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) stop();
  };
}

/** Forgets the balance, for signing out. */
export function forgetBalance(): void {
  stop();
  snapshot = null;
}

function start(): void {
  window.addEventListener("focus", ask);
  window.addEventListener(BALANCE_MOVED, ask);
  document.addEventListener("visibilitychange", ask);
  schedule();
}

function stop(): void {
  window.removeEventListener("focus", ask);
  window.removeEventListener(BALANCE_MOVED, ask);
  document.removeEventListener("visibilitychange", ask);
  clearTimeout(timer);
  asking?.abort();
}

function schedule(): void {
  clearTimeout(timer);
  timer = setTimeout(ask, POLL_MS);
}

async function ask(): Promise<void> {
  clearTimeout(timer);
  asking?.abort();
  if (document.visibilityState === "hidden") return;
  const request = new AbortController();
  asking = request;
  try {
    const response = await fetch("/api/v1/credits", { signal: request.signal, cache: "no-store" });
    // Signed out meanwhile: nothing to show, and nothing to ask for again.
    if (response.status === 401) return;
    if (response.ok) adopt(await response.json());
  } catch (error) {
    // Offline or replaced by a newer question. The number stays as it was; the next question follows on schedule.
    if (!(error instanceof TypeError || request.signal.aborted)) throw error;
  }
  if (asking === request && listeners.size > 0) schedule();
}

function adopt(next: BalanceSnapshot): void {
  snapshot = next;
  for (const listener of listeners) listener();
}
