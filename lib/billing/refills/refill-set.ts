import { lockFreeUsers } from "@/lib/billing/context";
import { recordBillingEvents } from "@/lib/billing/record-billing-event";
import { costsOfWindows } from "@/lib/billing/refills/cost-of-window";
import { dormantSince } from "@/lib/billing/refills/dormancy/dormant-since";
import { type NewDormancy, startDormancies } from "@/lib/billing/refills/dormancy/start-dormancies";
import { againWithoutRoom, dueOf, endOfComp, nextRefillAt } from "@/lib/billing/refills/due-of";
import { type GrantedWindow, refillMail } from "@/lib/billing/refills/refill-mail";
import { type Refillable, readRefillables } from "@/lib/billing/refills/refillable";
import { settlesFreePlan } from "@/lib/billing/refills/settle-free-plan";
import { grantOfShare, type ShareGrant, warnOfNoRoom } from "@/lib/billing/refills/share-grant";
import { mayHaveExcess } from "@/lib/billing/refills/take-excess";
import { returnedPayments } from "@/lib/billing/refunds/settle-money-back";
import type { Database, Db, Sql } from "@/lib/db";
import type { Subscription } from "@/lib/generated/prisma/client";
import { announceTogether } from "@/lib/ledger/announce-balances";
import { type RefillLots, refillLotsOf } from "@/lib/ledger/lots-of";
import { refillBatch } from "@/lib/ledger/refill-batch";
import { composeMails, writeMails } from "@/lib/notify/queue-mail";
import type { NewMail } from "@/lib/notify/types";

export type DueSubscription = Pick<Subscription, "id" | "userId">;

export type SetOutcome = {
  /** What each subscription that was refilled was granted. */
  refilled: GrantedWindow[][];
  /** Subscriptions that need `refillOne`. */
  unusual: DueSubscription[];
};

/**
 * Refills those of the subscriptions that have the usual shape: at most one share of one window to grant, and nothing to
 * take back. In one transaction and a number of statements that does not grow with theirs, to the same effect as `refillOne`
 * for each. Waits for no lock: a subscription whose user or account is locked stays due.
 */
export async function refillSet(database: Database, due: readonly DueSubscription[], now: Date): Promise<SetOutcome> {
  return database.transaction(async (db, sql) => {
    const { usual, unusual } = await planSet(db, sql, due, now);
    await announceTogether(
      sql,
      usual.map(({ accountId }) => accountId),
    );
    // Before accounts are locked: spends must not wait while emails are composed.
    const mails = await composeMails(db, usual.flatMap(mailOf));
    const done = await grantAll(db, sql, usual, now);
    const granted = done.flatMap(({ grant }) => grant ?? []);
    const events = granted.map(({ event }) => event);
    await recordBillingEvents(db, events);
    const withoutDebt = new Set(
      granted.filter(({ window }) => window.debtPaid === 0n).map(({ event }) => event.userId),
    );
    // Only now it is known of which refills a part paid debt.
    const paidDebt = done.filter(({ grant }) => grant && grant.window.debtPaid > 0n);
    const rest = await composeMails(db, paidDebt.flatMap(mailOf));
    await writeMails(db, [...mails.filter(({ userId }) => withoutDebt.has(userId)), ...rest], now);
    await storeNext(sql, done, now);
    await startDormancies(sql, done.flatMap(toDormancy));
    return { refilled: done.map(({ grant }) => (grant ? [grant.window] : [])), unusual };
  });
}

/** What is due on a subscription of the usual shape. */
type Refill = {
  subscription: Refillable;
  accountId: string;
  /** Null when no window is. */
  grant: (ShareGrant & { window: GrantedWindow }) | null;
  nextRefillAt: Date | null;
  /** The start of the window that is not granted, because the free plan becomes dormant. */
  dormantSince: Date | null;
};

/** Locks what is due and not locked, and finds what to do. */
async function planSet(
  db: Db,
  sql: Sql,
  due: readonly DueSubscription[],
  now: Date,
): Promise<{ usual: Refill[]; unusual: DueSubscription[] }> {
  const users = await lockFreeUsers(
    sql,
    due.map(({ userId }) => userId),
  );
  const ids = due.filter(({ userId }) => users.has(userId)).map(({ id }) => id);
  const subscriptions = (await readRefillables(db, ids, now))
    // Another worker may have refilled it since it was found.
    .filter(({ nextRefillAt }) => nextRefillAt && nextRefillAt <= now)
    .sort(byDue);
  const lots = new Map((await refillLotsOf(sql, subscriptions)).map((one) => [one.subscriptionId, one]));
  const refills = firstOfEachUser(subscriptions).flatMap((one) => refillOf(one, lots.get(one.id), now) ?? []);
  const returned = await returnedPayments(
    db,
    refills.flatMap(({ grant }) => grant?.lot.paymentId ?? []),
  );
  const usual = refills.filter(({ grant }) => !grant?.lot.paymentId || !returned.includes(grant.lot.paymentId));
  const ofSet = new Set(usual.map(({ subscription }) => subscription.id));
  return { usual, unusual: subscriptions.filter(({ id }) => !ofSet.has(id)) };
}

/** In the order of `refillDue`. */
function byDue(a: Refillable, b: Refillable): number {
  return Number(a.nextRefillAt) - Number(b.nextRefillAt) || (a.id < b.id ? -1 : 1);
}

/** A user's next subscription waits for the one before. */
function firstOfEachUser(subscriptions: readonly Refillable[]): Refillable[] {
  const seen = new Set<string>();
  return subscriptions.filter(({ userId }) => !seen.has(userId) && seen.add(userId));
}

/** Null for a subscription that needs `refillOne`. */
function refillOf(subscription: Refillable, found: RefillLots | undefined, now: Date): Refill | null {
  if (!found || settlesFreePlan(subscription, now) || mayHaveExcess(subscription)) return null;
  const { accountId, lots } = found;
  const since = dormantSince(subscription, found, now);
  if (since) return { subscription, accountId, grant: null, nextRefillAt: null, dormantSince: since };
  // One of its shares does not decide about others while only one is granted.
  const [grant = null, ...others] = dueOf(subscription, lots, now).flatMap(({ shares, ...window }) =>
    shares.flatMap((share) => {
      const due = grantOfShare({ subscription, window: { ...window, shares }, share, lots }, now);
      return due
        ? [{ ...due, window: { start: window.start, end: window.end, credits: due.lot.amount, debtPaid: 0n } }]
        : [];
    }),
  );
  if (others.length > 0) return null;
  return { subscription, accountId, grant, nextRefillAt: nextRefillAt(subscription, now), dormantSince: null };
}

function mailOf({ subscription, grant, nextRefillAt }: Refill): NewMail[] {
  return grant && subscription.wantsMails ? [refillMail(subscription, grant.window, { nextRefillAt })] : [];
}

const toDormancy = ({ subscription: { id, userId }, dormantSince }: Refill): NewDormancy[] =>
  dormantSince ? [{ userId, subscriptionId: id, since: dormantSince }] : [];

/** Returns what is done: without accounts that are locked, and with grants that found no room put off. */
async function grantAll(db: Db, sql: Sql, refills: readonly Refill[], now: Date): Promise<Refill[]> {
  const granting = refills.flatMap(({ accountId, grant }) => (grant ? [{ accountId, grant }] : []));
  const costs = await costsOfWindows(
    db,
    granting.flatMap(({ grant }) => grant.costOf ?? []),
  );
  const outcomes = await refillBatch(
    sql,
    granting.map(({ accountId, grant: { reset, costOf, lot } }) => ({
      accountId,
      reset,
      lot: { ...lot, ...(costOf && costs.get(costOf)) },
    })),
    now,
  );
  const outcomeOf = new Map(granting.map(({ accountId }, nth) => [accountId, outcomes[nth]]));
  return refills.flatMap((refill) => {
    const outcome = outcomeOf.get(refill.accountId);
    if (!outcome || !refill.grant) return [refill];
    if (outcome.status === "busy") return [];
    if (outcome.status === "balance_out_of_range") {
      warnOfNoRoom(refill.accountId, refill.grant);
      return [{ ...refill, grant: null, nextRefillAt: againWithoutRoom(now) }];
    }
    const window = { ...refill.grant.window, debtPaid: outcome.debtPaid };
    return [{ ...refill, grant: { ...refill.grant, window } }];
  });
}

/** Stores when each is due next, and the version of a free plan. */
async function storeNext(sql: Sql, refills: readonly Refill[], now: Date): Promise<void> {
  if (refills.length === 0) return;
  const next = refills.map(({ subscription, nextRefillAt }) => nextRefillAt ?? endOfComp(subscription, now));
  await sql`
    UPDATE subscription
    SET next_refill_at = next.at, plan_version_id = next.version, updated_at = ${new Date()}::timestamptz
    FROM unnest(
      ${refills.map(({ subscription }) => subscription.id)}::uuid[],
      ${next}::timestamptz[],
      ${refills.map(({ subscription }) => subscription.planVersionId)}::uuid[]
    ) AS next (id, at, version)
    WHERE subscription.id = next.id`;
}
