import { channel } from "node:diagnostics_channel";
import type { Queued, QueuedResult } from "@/lib/ledger/queued-batch";

type Verb = Queued["verb"];

/** Spends and new holds that were answered together, for monitoring. */
export type AnsweredSpends = {
  /** How many got each outcome: `ok`, `replayed`, `error` when the database failed, or the reason of the refusal. */
  outcomes: readonly { verb: Verb; outcome: string; count: number }[];
  /** The batch they were in; null for one that was refused because too many wait. */
  batch: { size: number; waitedMs: number } | null;
};

/**
 * The queues of this process publish their batches here, because the ledger knows nothing of metrics. Without a subscriber
 * it costs nothing.
 */
export const spendsChannel = channel("refill.spends");

type Answered = { spend: Queued; since: number };

/**
 * Publishes a batch that began at `begun`, by `performance.now()`, with the result of each spend; those that are `busy` are
 * answered later.
 */
export function publishBatch(
  batch: readonly Answered[],
  resultOf: (index: number) => QueuedResult | "busy" | "error" | undefined,
  begun: number,
): void {
  if (!spendsChannel.hasSubscribers) return;
  const counts = {
    debit: new Map<string, number>(),
    capture: new Map<string, number>(),
    hold: new Map<string, number>(),
  };
  let [size, first] = [0, begun];
  for (const [index, { spend, since }] of batch.entries()) {
    const outcome = outcomeOf(resultOf(index));
    if (outcome === null) continue;
    const known = counts[spend.verb];
    known.set(outcome, (known.get(outcome) ?? 0) + 1);
    size += 1;
    if (since < first) first = since;
  }
  if (size === 0) return;
  const outcomes = (["debit", "capture", "hold"] as const).flatMap((verb) =>
    [...counts[verb]].map(([outcome, count]) => ({ verb, outcome, count })),
  );
  spendsChannel.publish({ outcomes, batch: { size, waitedMs: begun - first } } satisfies AnsweredSpends);
}

/** Publishes a spend that was not accepted because too many wait, or the process is shutting down. */
export function publishOverload(verb: Verb): void {
  if (!spendsChannel.hasSubscribers) return;
  const outcomes = [{ verb, outcome: "overloaded", count: 1 }];
  spendsChannel.publish({ outcomes, batch: null } satisfies AnsweredSpends);
}

function outcomeOf(result: QueuedResult | "busy" | "error" | undefined): string | null {
  if (result === undefined || result === "busy") return null;
  if (result === "error") return result;
  if (!result.ok) return result.reason;
  return result.replayed ? "replayed" : "ok";
}
