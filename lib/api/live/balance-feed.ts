import type { BalanceView } from "@/lib/api/endpoints/balance/view";
import { atMost } from "@/lib/api/live/at-most";
import { BALANCES_CHANNEL, EVERY_BALANCE } from "@/lib/ledger/announce-balances";
import { log } from "@/lib/log";
import type { Notifications } from "@/lib/notifications";

export type Watcher = {
  accountId: string;
  /** Null if the account no longer exists. */
  read: () => Promise<BalanceView | null>;
  /** Called with each balance that differs from the previous one. */
  onBalance: (view: BalanceView) => void;
};

/** Follows changing balances, with one read per changed account, however many watch it. */
export type BalanceFeed = {
  /** `first` is the balance that the watcher already has. Returns a function that stops watching. */
  watch: (watcher: Watcher, first: BalanceView) => () => void;
  /** Reads balances again that were last read this many milliseconds ago, to find changes without a notification. */
  lookAgain: (maxAgeMs: number) => void;
};

// More frequent changes are combined into one read.
const PAUSE_MS = 200;
// Leaves most connections for spends.
const READS_AT_ONCE = 2;

type Topic = {
  /** Each with the mark of the balance that it was last sent. */
  watchers: Map<Watcher, string>;
  read: Watcher["read"];
  readAt: number;
  /** Whether it may have changed since the last read started. */
  stale: boolean;
  /** Whether a read is scheduled or in progress. */
  busy: boolean;
};

/** Follows the ledger's notifications. Whenever some may have been missed, everything is read again. */
export function createBalanceFeed(announcements: Notifications): BalanceFeed {
  const topics = new Map<string, Topic>();
  const inTurn = atMost(READS_AT_ONCE);

  announcements.listen({
    channel: BALANCES_CHANNEL,
    onMessage: (payload) => {
      if (payload === EVERY_BALANCE) readAll();
      else for (const accountId of payload.split(",")) touch(topics.get(accountId));
    },
    onGap: readAll,
  });

  function readAll(): void {
    for (const topic of topics.values()) touch(topic);
  }

  function touch(topic: Topic | undefined): void {
    if (!topic) return;
    topic.stale = true;
    if (topic.busy) return;
    topic.busy = true;
    const wait = Math.max(0, topic.readAt + PAUSE_MS - performance.now());
    setTimeout(() => void look(topic), wait).unref();
  }

  async function look(topic: Topic): Promise<void> {
    await inTurn(() => readOnce(topic)).catch((error: unknown) => {
      // It is read again with the next notification, or by `lookAgain`.
      log.warn({ err: error }, "a balance could not be read for those who watch it");
    });
    topic.busy = false;
    if (topic.stale) touch(topic);
  }

  async function readOnce(topic: Topic): Promise<void> {
    // The watchers may have gone while the read waited for its turn.
    topic.stale = false;
    if (topic.watchers.size === 0) return;
    topic.readAt = performance.now();
    const view = await topic.read();
    if (!view) return;
    const mark = markOf(view);
    for (const [watcher, told] of topic.watchers) {
      if (told === mark) continue;
      topic.watchers.set(watcher, mark);
      watcher.onBalance(view);
    }
  }

  return {
    watch: (watcher, first) => {
      const { accountId, read } = watcher;
      const topic: Topic = topics.get(accountId) ?? {
        watchers: new Map(),
        read,
        readAt: Number.NEGATIVE_INFINITY,
        stale: false,
        busy: false,
      };
      topics.set(accountId, topic);
      topic.watchers.set(watcher, markOf(first));
      // It may have changed since that read.
      touch(topic);
      return () => {
        topic.watchers.delete(watcher);
        if (topic.watchers.size === 0 && topics.get(accountId) === topic) topics.delete(accountId);
      };
    },
    lookAgain: (maxAgeMs) => {
      const before = performance.now() - maxAgeMs;
      for (const topic of topics.values()) if (topic.readAt <= before) touch(topic);
    },
  };
}

/** A balance without the time at which it was read. */
function markOf(view: BalanceView): string {
  return JSON.stringify({ ...view, asOf: null });
}
