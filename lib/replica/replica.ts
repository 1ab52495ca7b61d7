import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "@/lib/db";
import { log } from "@/lib/log";
import { processMetrics } from "@/lib/monitoring/process-metrics";
import { replicaLag } from "@/lib/replica/lag";
import { misfitOf } from "@/lib/replica/misfit";
import { readReplayed, readWritten } from "@/lib/replica/positions";
import { isConflict, primaryReader, type Reader, replicaReader } from "@/lib/replica/reader";
import { withinTime } from "@/lib/within-time";

export type Reports = {
  /** For reports that say how old they are: the replica, unless it is further behind than the limit. */
  recent: () => Promise<Reader>;
  /**
   * For what people may just have changed: the replica once it has everything that was committed before this call, for which
   * it is given a moment, otherwise the primary.
   */
  current: () => Promise<Reader>;
};

export type ReplicaState = {
  /** At the most, for a replica that cannot be reached as well; Infinity while it is unknown. */
  behindMs: number;
  /** Why reads go to the primary, in a sentence; null while they go to the replica. */
  trouble: string | null;
};

export type Replica = Reports & { state: () => Promise<ReplicaState> };

type Databases = { primary: Database; replica: Database };

type Limits = {
  maxBehindMs: number;
  /** How long a look may take. */
  patienceMs?: number;
  /** How long what a look found is used. */
  freshMs?: number;
};

/** For the first look, which also checks the address and opens connections. */
const CHECK_MS = 5_000;
const CATCH_UP_MS = 200;
const LOOK_AGAIN_MS = 5;

/**
 * Chooses between the primary and its replica for each read. Nobody has to wait for a replica that does not answer or is far
 * behind, and nobody sees an error because of it.
 */
export function openReplica(
  { primary, replica }: Databases,
  { maxBehindMs, patienceMs = 1_000, freshMs = 1_000 }: Limits,
): Replica {
  const lag = replicaLag();
  let isFit = false;
  let failure: string | null = null;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | null = null;
  let said: string | null | undefined;

  async function look(): Promise<void> {
    try {
      const patience = isFit ? patienceMs : Math.max(patienceMs, CHECK_MS);
      failure = await withinTime(findTrouble(), patience, `It did not answer within ${patience} ms.`);
    } catch (error) {
      fail(error);
    }
    lookedAt = performance.now();
    report();
  }

  async function findTrouble(): Promise<string | null> {
    if (!isFit) {
      const misfit = await misfitOf({ primary, replica });
      if (misfit) return misfit;
    }
    const atMs = performance.now();
    const written = await readWritten(primary.hotSql);
    const { standby, replayedTo, lastCommitAt } = await readReplayed(replica.hotSql);
    isFit = standby;
    if (!standby) return "It has become a primary.";
    if (replayedTo === null)
      return "It does not say how far it has replayed the log, so how far it is behind is unknown.";
    const lastCommitMs = lastCommitAt ? written.time.getTime() - lastCommitAt.getTime() : null;
    lag.note({ atMs, writtenTo: written.writtenTo, replayedTo, lastCommitMs });
    return null;
  }

  function fail(error: unknown): void {
    isFit = false;
    failure = error instanceof Error ? error.message : String(error);
  }

  function currentState(): ReplicaState {
    const behindMs = lag.behindMs(performance.now());
    if (failure !== null) return { behindMs, trouble: failure };
    return { behindMs, trouble: behindMs > maxBehindMs ? `It is more than ${maxBehindMs / 1000} s behind.` : null };
  }

  function report(): void {
    const { trouble } = currentState();
    if (trouble === said) return;
    if (trouble !== null) log.warn({ reason: trouble }, "the replica is not used: the primary serves its reads");
    else if (said) log.info("the replica is used again");
    said = trouble;
  }

  /** Waits for a look only while the replica works: requests must not wait for one that does not answer. */
  async function state(): Promise<ReplicaState> {
    const isFirst = said === undefined;
    if (performance.now() - lookedAt < freshMs) return currentState();
    looking ??= look().finally(() => {
      looking = null;
    });
    if (isFirst || currentState().trouble === null) await looking;
    return currentState();
  }

  const onPrimary = primaryReader(primary);
  const onReplica = replicaReader(replica, primary, (error) => {
    processMetrics().replicaFallbacks.inc();
    log.warn({ err: error }, "a read failed on the replica and ran on the primary");
    if (isConflict(error)) return;
    fail(error);
    lookedAt = performance.now();
    report();
  });

  /** Whether the replica has replayed all that the primary had written when this was called. */
  async function catchesUp(): Promise<boolean> {
    const { writtenTo } = await readWritten(primary.hotSql);
    const until = performance.now() + CATCH_UP_MS;
    for (;;) {
      const { replayedTo } = await readReplayed(replica.hotSql);
      if (replayedTo !== null && replayedTo >= writtenTo) return true;
      if (performance.now() > until) return false;
      await sleep(LOOK_AGAIN_MS);
    }
  }

  return {
    state,
    recent: async () => {
      const { trouble, behindMs } = await state();
      return trouble === null ? { ...onReplica, behindMs } : onPrimary;
    },
    current: async () => {
      const { trouble, behindMs } = await state();
      // One that was behind a moment ago will not catch up in the time that a person can wait.
      if (trouble !== null || behindMs > freshMs + CATCH_UP_MS) return onPrimary;
      try {
        const isCurrent = await withinTime(catchesUp(), patienceMs, `It did not answer within ${patienceMs} ms.`);
        return isCurrent ? { ...onReplica, behindMs: 0 } : onPrimary;
      } catch (error) {
        fail(error);
        lookedAt = performance.now();
        report();
        return onPrimary;
      }
    },
  };
}
