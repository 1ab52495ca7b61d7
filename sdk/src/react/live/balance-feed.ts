import type { Balance } from "../../client/credits.js";
import { ApiError } from "../../client/problem.js";
import { readEvents } from "./events.js";
import { createStore, type Store } from "./store.js";
import { NoTokenError } from "./tokens.js";
import type { Visibility } from "./visibility.js";

export type LiveBalance = {
  /** Null until the first balance is there. */
  balance: Balance | null;
  /** `live`: by the stream. `polling`: every few seconds, because there is no stream. `error`: not kept current. */
  status: "loading" | "live" | "polling" | "error";
  error: Error | null;
};

type FeedOptions = {
  initial: Balance | null;
  /** Opens the stream. */
  connect: (signal: AbortSignal) => Promise<Response>;
  /** Reads the balance once. */
  read: (signal: AbortSignal) => Promise<Balance>;
  visibility: Visibility;
  /** Resolves after that time, or as soon as the signal fires. */
  sleep?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  random?: () => number;
};

// The API sends a comment every 15 seconds.
const SILENT_MS = 40_000;
// A proxy that holds the stream back passes nothing on.
const FIRST_EVENT_MS = 10_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;

/**
 * Keeps a balance current for as long as someone subscribes and the page is visible: by one stream, however many
 * subscribe, and by reading it every few seconds while the stream is refused or fails.
 */
export function createBalanceFeed({
  initial,
  connect,
  read,
  visibility,
  sleep = pause,
  random = Math.random,
}: FeedOptions): Store<LiveBalance> {
  const store: Store<LiveBalance> = createStore<LiveBalance>(
    { balance: initial, status: "loading", error: null },
    watchVisibility,
  );

  function watchVisibility(): () => void {
    let running: AbortController | null = null;
    const follow = () => {
      if (!visibility.isVisible()) {
        running?.abort();
        running = null;
      } else if (!running) {
        running = new AbortController();
        void run(running.signal);
      }
    };
    const unwatch = visibility.onChange(follow);
    follow();
    return () => {
      unwatch();
      running?.abort();
      running = null;
    };
  }

  function show(balance: Balance, status: "live" | "polling"): void {
    store.set({ balance, status, error: null });
  }

  async function run(signal: AbortSignal): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      // A stream that has worked ends when its token does, or when the server restarts: that is no failure.
      failures = (await stream(signal)) ? 0 : failures + 1;
      if (signal.aborted) return;
      if (failures > 0 && !(await poll(signal))) return;
      const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS);
      await sleep(pauseMs * (0.5 + random() / 2), signal);
    }
  }

  /** Shows what the stream sends until it ends. Returns whether it sent anything. */
  async function stream(signal: AbortSignal): Promise<boolean> {
    const dead = new AbortController();
    const either = AbortSignal.any([signal, dead.signal]);
    let watching = new AbortController();
    const expectWithin = (milliseconds: number) => {
      watching.abort();
      watching = new AbortController();
      const { signal: renewed } = watching;
      void sleep(milliseconds, renewed).then(() => {
        if (!renewed.aborted) dead.abort();
      });
    };
    let worked = false;
    try {
      expectWithin(FIRST_EVENT_MS);
      const response = await connect(either);
      if (!response.ok || !response.body) {
        await response.body?.cancel();
        return false;
      }
      const onBytes = () => worked && expectWithin(SILENT_MS);
      for await (const { event, data } of readEvents(response.body, { onBytes, signal: either })) {
        if (signal.aborted) break;
        if (event !== "balance") continue;
        worked = true;
        expectWithin(SILENT_MS);
        show(JSON.parse(data), "live");
      }
    } catch {
      // The next poll says what is wrong, if it still is.
    } finally {
      watching.abort();
    }
    return worked;
  }

  /** Reads the balance. Returns false if it makes no sense to go on: nobody is signed in, or they may not see it. */
  async function poll(signal: AbortSignal): Promise<boolean> {
    try {
      const balance = await read(signal);
      if (!signal.aborted) show(balance, "polling");
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      store.set({ balance: store.get().balance, status: "error", error: error instanceof Error ? error : new Error() });
      return !isFinal(error);
    }
  }

  return store;
}

/** Whether another attempt has the same result until the page is shown again. */
function isFinal(error: unknown): boolean {
  if (error instanceof NoTokenError) return error.status < 500 && error.status !== 429;
  return error instanceof ApiError && [401, 403, 404].includes(error.status);
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener("abort", end);
  });
}
