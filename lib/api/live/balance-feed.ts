import type { BalanceView } from "@/lib/api/endpoints/balance/view";
import { atMost } from "@/lib/api/live/at-most";
import { BALANCES_CHANNEL, EVERY_BALANCE } from "@/lib/ledger/announce-balances";
import { log } from "@/lib/log";
import type { Notifications } from "@/lib/notifications";

export type Watcher = {
  accountId: string;
  /** Null when there is no such account any more. */
  read: () => Promise<BalanceView | null>;
  /** Told of each balance that differs from the one before. */
  onBalance: (view: BalanceView) => void;
};

/** Balances as they change: one read for each changed account, however many watch it. */
export type BalanceFeed = {
  /** `first` is what this watcher has been told already. Returns how to stop. */
  watch: (watcher: Watcher, first: BalanceView) => () => void;
  /** Reads again what was last read so many milliseconds ago: what nobody announced shows then. */
  lookAgain: (maxAgeMs: number) => void;
};

// What changes more often is read together.
const PAUSE_MS = 200;
// Leaves the connections to those who spend.
const READS_AT_ONCE = 2;

type Topic = {
  /** With the mark of what each was told last. */
  watchers: Map<Watcher, string>;
  read: Watcher["read"];
  readAt: number;
  /** It may have changed since the last read began. */
  stale: boolean;
  /** A read is planned or under way. */
  busy: boolean;
};

/** Follows what the ledger announces. Whenever announcements may have been missed, everything is read again. */
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
      // It is read again with the next announcement, or by `lookAgain`.
      log.warn({ err: error }, "a balance could not be read for those who watch it");
    });
    topic.busy = false;
    if (topic.stale) touch(topic);
  }

  async function readOnce(topic: Topic): Promise<void> {
    // Whoever watched may have gone while it waited for its turn.
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
      // It may have changed between that read and this moment.
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

/** All of a balance but the moment it was read at. */
function markOf(view: BalanceView): string {
  return JSON.stringify({ ...view, asOf: null });
}
