import type { BalanceView } from "@/lib/api/endpoints/balance/view";
import { atMost } from "@/lib/api/live/at-most";
import { createBalanceFeed } from "@/lib/api/live/balance-feed";
import { type EventStream, eventText, openEventStream } from "@/lib/api/live/event-stream";
import { log } from "@/lib/log";
import type { Notifications } from "@/lib/notifications";

export type LiveBalanceRequest = {
  accountId: string;
  /** The address of the reader; null if streams are not counted by address. */
  address: string | null;
  /** Whether the account has paid: a share of the streams is reserved for those that have. */
  hasPaid: boolean;
  /** Sent when the stream opens. */
  first: BalanceView;
  /** Reads the balance. The result is also sent to other streams of the same account. */
  read: () => Promise<BalanceView | null>;
  /** Whether the credentials that opened the stream are still accepted. */
  isAllowed: () => Promise<boolean>;
  /** Whether a notification on the channel `credentials` can concern them. */
  isConcernedBy: (announcement: string) => boolean;
  /**
   * Its signal is aborted when the client disconnects. It is kept with the stream: a request that is collected as garbage
   * leaves a signal that is never aborted (undici, `new Request`).
   */
  request: Pick<Request, "signal">;
};

export type LiveBalances = {
  open: (
    request: LiveBalanceRequest,
  ) =>
    | { ok: true; body: ReadableStream<Uint8Array> }
    | { ok: false; reason: "too_many_of_account" | "too_many_of_address" | "too_many_of_process" };
  /** The number of open streams. */
  size: () => number;
  /** Ends every stream and opens no more. */
  close: () => void;
};

export type LiveBalanceSettings = {
  perAccount: number;
  perAddress: number;
  /** In total; a fifth of them is reserved for accounts that have paid. */
  perProcess: number;
  /** Time between two comments. Credentials and balances are checked again as often. */
  beatMs?: number;
};

const BEAT_MS = 15_000;
const PULSE_MS = 500;
// A reader that has read nothing for this many beats is considered gone, even if its connection is open.
const MISSED_BEATS = 4;
const UNPAID_SHARE = 0.8;
const CHECKS_AT_ONCE = 2;
// A listening connection that is silent for longer is checked.
const MAX_SILENCE_MS = 10_000;

type Open = LiveBalanceRequest & { stream: EventStream; beatAt: number; checkWaits: boolean };

/** The streams of one process: their limits, their credentials, and their keep-alive comments. */
export function createLiveBalances(
  announcements: Notifications,
  { perAccount, perAddress, perProcess, beatMs = BEAT_MS }: LiveBalanceSettings,
): LiveBalances {
  const feed = createBalanceFeed(announcements);
  const inTurn = atMost(CHECKS_AT_ONCE);
  const streams = new Set<Open>();
  let pulse: NodeJS.Timeout | null = null;
  let closed = false;

  announcements.listen({
    channel: "credentials",
    onMessage: (announcement) => {
      for (const open of streams) if (open.isConcernedBy(announcement)) check(open);
    },
    onGap: () => {
      for (const open of streams) check(open);
    },
  });

  function check(open: Open): void {
    // A check that is still waiting will see this change as well.
    if (open.checkWaits) return;
    open.checkWaits = true;
    inTurn(async () => {
      open.checkWaits = false;
      if (streams.has(open) && !(await open.isAllowed())) open.stream.end();
    }).catch((error: unknown) => {
      // Without a database no balances are sent either. The next beat checks again.
      log.warn({ err: error }, "the credentials of an open stream could not be checked");
    });
  }

  function beat(): void {
    const now = performance.now();
    // Checking keeps the listening connection open.
    announcements.isFresh(MAX_SILENCE_MS);
    feed.lookAgain(beatMs);
    for (const open of streams) {
      if (now < open.beatAt) continue;
      open.beatAt = now + beatMs;
      open.stream.beat();
      if (open.stream.missedBeats() >= MISSED_BEATS) open.stream.end();
      else check(open);
    }
  }

  function refusal({ accountId, address, hasPaid }: LiveBalanceRequest) {
    const open = [...streams];
    if (closed || open.length >= perProcess) return "too_many_of_process";
    if (!hasPaid && open.filter((other) => !other.hasPaid).length >= perProcess * UNPAID_SHARE) {
      return "too_many_of_process";
    }
    if (address !== null && open.filter((other) => other.address === address).length >= perAddress) {
      return "too_many_of_address";
    }
    return open.filter((other) => other.accountId === accountId).length >= perAccount ? "too_many_of_account" : null;
  }

  return {
    open: (asked) => {
      const reason = refusal(asked);
      if (reason) return { ok: false, reason };
      const { accountId, first, read, request } = asked;
      const stream = openEventStream(() => {
        unwatch();
        streams.delete(open);
        if (streams.size > 0 || !pulse) return;
        clearInterval(pulse);
        pulse = null;
      });
      const open: Open = { ...asked, stream, beatAt: performance.now() + beatMs, checkWaits: false };
      const unwatch = feed.watch({ accountId, read, onBalance: (view) => stream.show(balanceEvent(view)) }, first);
      streams.add(open);
      if (!pulse) {
        announcements.isFresh(MAX_SILENCE_MS);
        pulse = setInterval(beat, Math.min(PULSE_MS, beatMs));
        pulse.unref();
      }
      stream.show(`retry: ${reconnectMs()}\n${balanceEvent(first)}`);
      if (request.signal.aborted) stream.end();
      else request.signal.addEventListener("abort", stream.end, { once: true });
      return { ok: true, body: stream.body };
    },
    size: () => streams.size,
    close: () => {
      closed = true;
      for (const { stream } of [...streams]) stream.end();
    },
  };
}

// Every event is complete, so missed events are not repeated. The id only tells which one the client has.
function balanceEvent(view: BalanceView): string {
  return eventText("balance", view.asOf, JSON.stringify(view));
}

// Random, so that clients do not all reconnect to a restarted process at the same moment.
function reconnectMs(): number {
  return 1_000 + Math.floor(Math.random() * 2_000);
}
