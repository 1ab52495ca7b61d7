import { type Pace, paceOf } from "@/lib/billing/refills/pace";
import type { GrantedWindow } from "@/lib/billing/refills/refill-mail";
import { refillOne } from "@/lib/billing/refills/refill-one";
import { type DueSubscription, refillSet } from "@/lib/billing/refills/refill-set";
import type { Database } from "@/lib/db";
import { env } from "@/lib/env";
import { byShard } from "@/lib/ledger/shards/by-shard";
import { ledgerRouter } from "@/lib/ledger/shards/ledger-router";
import type { ShardRouter } from "@/lib/ledger/shards/shard-router";
import { log } from "@/lib/log";

export type RefillRun = { subscriptions: number; windows: number; credits: bigint };

const SET = 200;
/** Each needs a connection of the worker, which has four or more. */
const SETS_AT_ONCE = 3;

/**
 * Grants every window due at `now`: set by set, and what is unusual one by one. Run by the worker each minute, by the cron
 * route and by `npm run credits:refill`; concurrent runs share the work without granting twice or waiting for each other. Only
 * what is locked to the end is waited for. No faster than REFILLS_PER_SECOND, so that spends keep their share of the database.
 */
export async function refillDue(database: Database, now: Date, router = ledgerRouter()): Promise<RefillRun> {
  const sweep: Sweep = {
    database,
    now,
    router,
    run: { subscriptions: 0, windows: 0, credits: 0n },
    tried: new Set(),
    failed: 0,
    pace: paceOf(env().REFILLS_PER_SECOND),
  };
  let isGoingOn = true;
  while (isGoingOn) isGoingOn = (await refillUnlocked(sweep)) || (await refillFirst(sweep));
  if (sweep.failed > 0) throw new Error(`${sweep.failed} subscriptions could not be refilled; see the log.`);
  return sweep.run;
}

type Sweep = {
  database: Database;
  now: Date;
  /** Only accounts of one shard are refilled together. */
  router: ShardRouter | null;
  run: RefillRun;
  /** Those that were refilled one by one, or could not be: each is tried once. */
  tried: Set<string>;
  failed: number;
  pace: Pace;
};

/** Goes once through all that is due and not locked. Returns whether there was any. */
async function refillUnlocked(sweep: Sweep): Promise<boolean> {
  const sets = dueSets(sweep);
  let isAny = false;
  const work = async () => {
    for await (const set of sets) {
      await sweep.pace(set.length);
      if (await refillAll(sweep, set)) isAny = true;
    }
  };
  await Promise.all(Array.from({ length: SETS_AT_ONCE }, work));
  return isAny;
}

/** Waits for the first that is due. Returns whether there was one. */
async function refillFirst(sweep: Sweep): Promise<boolean> {
  for await (const [first] of dueSets(sweep)) {
    if (!first) continue;
    await refillAlone(sweep, first);
    return true;
  }
  return false;
}

/** A set and then what is unusual in it. Returns whether anything was not locked. */
async function refillAll(sweep: Sweep, set: readonly DueSubscription[]): Promise<boolean> {
  let isAny = false;
  // An account's id is its user's.
  for (const part of await byShard(sweep.router, set, ({ userId }) => userId)) {
    const { refilled, unusual } = await refillTogether(sweep, part);
    for (const windows of refilled) count(sweep, windows);
    for (const one of unusual) await refillAlone(sweep, one);
    isAny ||= refilled.length + unusual.length > 0;
  }
  return isAny;
}

/** One that fails must not keep the others from their credits. */
async function refillTogether({ database, now }: Sweep, set: readonly DueSubscription[]) {
  try {
    return await refillSet(database, set, now);
  } catch (error) {
    log.error(
      { err: error, subscriptions: set.length },
      "a set could not be refilled; its subscriptions are refilled one by one",
    );
    return { refilled: [], unusual: set };
  }
}

async function refillAlone(sweep: Sweep, one: DueSubscription): Promise<void> {
  sweep.tried.add(one.id);
  try {
    const windows = await refillOne(sweep.database, one, sweep.now);
    if (windows) count(sweep, windows);
  } catch (error) {
    sweep.failed += 1;
    log.error({ err: error, subscription: one.id }, "a subscription could not be refilled");
  }
}

function count({ run }: Sweep, windows: readonly GrantedWindow[]): void {
  run.subscriptions += 1;
  run.windows += windows.length;
  run.credits += windows.reduce((sum, { credits }) => sum + credits, 0n);
}

/** All that is due, the longest overdue first. */
async function* dueSets({ database, now, tried }: Sweep): AsyncGenerator<DueSubscription[]> {
  let after: DueRow = { id: NO_ID, userId: NO_ID, at: new Date(0) };
  for (;;) {
    const rows = await database.sql<DueRow>`
      SELECT id::text, user_id::text AS "userId", next_refill_at AS at
      FROM subscription
      WHERE (next_refill_at, id) > (${after.at}::timestamptz, ${after.id}::uuid) AND next_refill_at <= ${now}::timestamptz
      ORDER BY next_refill_at, id
      LIMIT ${SET}::integer`;
    const last = rows.at(-1);
    if (!last) return;
    after = last;
    yield rows.filter(({ id }) => !tried.has(id));
  }
}

type DueRow = DueSubscription & { at: Date };

const NO_ID = "00000000-0000-0000-0000-000000000000";
