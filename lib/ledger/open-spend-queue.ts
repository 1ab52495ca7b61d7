import type { Sql } from "@/lib/db";
import type { CaptureRequest, CaptureResult } from "@/lib/ledger/capture-hold";
import type { DebitRequest, DebitResult } from "@/lib/ledger/debit";
import { invalidAmount } from "@/lib/ledger/invalid-amount";
import { invalidHold, type PlaceHoldRequest, type PlaceHoldResult } from "@/lib/ledger/place-hold";
import { type BatchKind, kindOf, type Queued, type QueuedResult, runBatch } from "@/lib/ledger/queued-batch";
import { type Line, openLines, type Taken, type Waiting } from "@/lib/ledger/spend-lines";
import { publishBatch, publishOverload } from "@/lib/ledger/spends-channel";
import { wasRefused } from "@/lib/ledger/was-refused";

/** Too many spends are waiting, or the process is shutting down. Nothing was done; the same key can be sent again. */
export type Overloaded = { ok: false; reason: "overloaded"; retryAfterSeconds: number };

/** The spends and new holds of one process, which share round trips and commits. */
export type SpendQueue = {
  /** Like `debit`. Resolves once it is committed. */
  debit: (request: DebitRequest, now: Date) => Promise<DebitResult | Overloaded>;
  /** Like `placeHold`. Resolves once it is committed. */
  hold: (request: PlaceHoldRequest, now: Date) => Promise<PlaceHoldResult | Overloaded>;
  /** Like `captureHold`. Resolves once it is committed. */
  capture: (request: CaptureRequest, now: Date) => Promise<CaptureResult | Overloaded>;
  /** How many spends wait for a batch, and how many batches are at the database. */
  depth: () => { waiting: number; batches: number };
  /** Stops accepting spends, and resolves when all accepted ones are answered. */
  drain: () => Promise<void>;
};

export type SpendQueueOptions = {
  sql: Sql;
  /** Called after the commit with the accounts that were spent from, have a new hold, or may have credits that expired. */
  onSpent?: (accountIds: string[]) => void;
  /** The maximum number of waiting spends; half as many for one account. */
  maxWaiting?: number;
  /** What may not share a statement: by default, all accounts may. */
  shardOf?: (accountId: string) => string;
};

// One round trip of this size takes a few milliseconds; larger ones gain little and make others wait longer.
const BATCH_SIZE = 256;
// While one batch waits for its commit to reach the disk, the next can be processed. A batch with holds and captures is up to
// three statements, each of which counts.
const BATCHES_IN_FLIGHT = 2;
// Locked accounts are waited for outside the batches, on few connections, to leave most of the pool to others.
const ACCOUNTS_WAITED_FOR = 3;
const MAX_WAITING = 10_000;
const OVERLOADED: Overloaded = { ok: false, reason: "overloaded", retryAfterSeconds: 1 };

/**
 * Groups concurrent spends into batches. The first is sent at once; while batches are in flight, arriving spends wait and
 * form the next one. Accounts take turns within a batch, so that a busy one delays no other; an account is in one batch at
 * a time, and its spends and holds run in order of arrival. A locked account is left out of its batch and waited for on a separate
 * connection. A batch that the database refuses is retried spend by spend, so that an invalid spend only affects itself.
 */
export function openSpendQueue({ sql, onSpent, maxWaiting = MAX_WAITING, shardOf }: SpendQueueOptions): SpendQueue {
  const lines = openLines();
  const locked: Line[] = [];
  let inFlight = 0;
  let waitedFor = 0;
  let scheduled = false;
  let draining = false;
  const onDrained: (() => void)[] = [];

  function enqueue(spend: Queued): Promise<QueuedResult | Overloaded> {
    const full = lines.size() >= maxWaiting || lines.sizeOf(spend.request.accountId) >= maxWaiting / 2;
    if (full || draining) {
      publishOverload(spend.verb);
      return Promise.resolve(OVERLOADED);
    }
    return new Promise((resolve, reject) => {
      lines.add({ spend, since: performance.now(), resolve, reject });
      if (scheduled) return;
      scheduled = true;
      // Spends of one turn of the event loop go together.
      queueMicrotask(() => {
        scheduled = false;
        dispatch();
      });
    });
  }

  function dispatch(): void {
    while (inFlight < BATCHES_IN_FLIGHT) {
      const batch = lines.take(BATCH_SIZE);
      if (batch.length === 0) break;
      for (const part of parts(batch, shardOf)) {
        inFlight += 1;
        const spends = part.flatMap((taken) => taken.spends);
        void run(spends, { wait: false }).then((busy) => {
          inFlight -= 1;
          for (const { line } of part) finish(line, busy);
          dispatch();
        });
      }
    }
    while (waitedFor < ACCOUNTS_WAITED_FOR) {
      const line = locked.shift();
      if (!line) break;
      waitedFor += 1;
      void run(lines.takeFrom(line, BATCH_SIZE).spends, { wait: true }).then((busy) => {
        waitedFor -= 1;
        finish(line, busy);
        dispatch();
      });
    }
    if (draining && inFlight + waitedFor + lines.size() === 0) for (const done of onDrained.splice(0)) done();
  }

  function finish(line: Line, busy: Waiting[]): void {
    const undone = busy.filter(({ spend }) => spend.request.accountId === line.accountId);
    const stayOut = undone.length > 0;
    lines.putBack(line, undone, { stayOut });
    if (stayOut) locked.push(line);
  }

  /** Answers each spend except those whose account is locked, which it returns. Never throws. */
  async function run(batch: Waiting[], how: { wait: boolean }): Promise<Waiting[]> {
    const begun = performance.now();
    const spends = batch.map(({ spend }) => spend);
    const results = await runBatch(sql, spends, how).catch((error: unknown) => ({ error }));
    if ("error" in results) {
      if (batch.length > 1 && wasRefused(results.error)) return runEach(batch, how);
      publishBatch(batch, () => "error", begun);
      for (const { reject } of batch) reject(results.error);
      return [];
    }
    publishBatch(batch, (index) => results[index], begun);
    const busy: Waiting[] = [];
    const spent = new Set<string>();
    for (const [index, waiting] of batch.entries()) {
      const result = results[index];
      if (result === undefined || result === "busy") {
        busy.push(waiting);
        continue;
      }
      if (mayHaveChanged(result)) spent.add(waiting.spend.request.accountId);
      waiting.resolve(result);
    }
    if (spent.size > 0) onSpent?.([...spent]);
    return busy;
  }

  async function runEach(batch: Waiting[], how: { wait: boolean }): Promise<Waiting[]> {
    const busy: Waiting[] = [];
    for (const waiting of batch) busy.push(...(await run([waiting], how)));
    return busy;
  }

  return {
    debit: async (request, now) =>
      invalidAmount(request.amount) ?? ((await enqueue({ verb: "debit", request, now })) as DebitResult | Overloaded),
    hold: async (request, now) =>
      invalidHold(request) ?? ((await enqueue({ verb: "hold", request, now })) as PlaceHoldResult | Overloaded),
    capture: async (request, now) =>
      (request.amount === undefined ? null : invalidAmount(request.amount)) ??
      ((await enqueue({ verb: "capture", request, now })) as CaptureResult | Overloaded),
    depth: () => ({ waiting: lines.size(), batches: inFlight + waitedFor }),
    drain: () =>
      new Promise((resolve) => {
        draining = true;
        onDrained.push(resolve);
        dispatch();
      }),
  };
}

/** Whether the balance is another one now: a refused spend, too, may have found credits that were due to expire. */
function mayHaveChanged(result: QueuedResult): boolean {
  return result.ok ? !result.replayed : result.reason === "insufficient_credits" || result.reason === "budget_exceeded";
}

/** A batch by what goes in one statement: one kind, of accounts of one shard. */
function parts(batch: readonly Taken[], shardOf: (accountId: string) => string = () => ""): Taken[][] {
  const found = new Map<string, Taken[]>();
  for (const taken of batch) {
    const kind: BatchKind = kindOf(taken.spends.map(({ spend }) => spend));
    const key = `${kind} ${shardOf(taken.line.accountId)}`;
    const part = found.get(key);
    if (part) part.push(taken);
    else found.set(key, [taken]);
  }
  return [...found.values()];
}
