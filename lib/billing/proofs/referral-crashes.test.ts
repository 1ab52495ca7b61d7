import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { lockUser } from "@/lib/billing/context";
import { GRANT_REWARDS_TASK } from "@/lib/billing/referrals/due-rewards";
import { settleReferral } from "@/lib/billing/referrals/settle-referral";
import { creditReward, settleDueRewards, settleReward } from "@/lib/billing/referrals/settle-reward";
import { referralPeople } from "@/lib/billing/referrals/testing/people";
import { applyMoneyBack } from "@/lib/billing/sync/sync-money-back";
import type { Db, Sql } from "@/lib/db";
import { grant } from "@/lib/ledger/grant";
import { openAccount } from "@/lib/ledger/open-account";
import { getBalance, history } from "@/lib/ledger/queries";
import { MAX_AMOUNT, MAX_BALANCE } from "@/lib/ledger/types";
import { verify } from "@/lib/ledger/verify";

const db = await testDatabase(12);
const NOW = new Date("2026-03-01T12:00:00Z");
const { invited } = referralPeople(db, NOW);
const PRICE_CENTS = 2_000;

type Pair = { referrer: string; referred: string; paymentId: string };

async function invitedAndPaid(): Promise<Pair> {
  const { paymentId, ...people } = await invited({ amountCents: PRICE_CENTS });
  if (!paymentId) throw new Error("The referred user has not paid.");
  return { ...people, paymentId };
}

class Killed extends Error {}

/** A transaction that a process may not live to commit. */
async function transaction(isKilled: boolean, work: (tx: Db, sql: Sql) => Promise<unknown>): Promise<void> {
  try {
    await db.transaction(async (tx, sql) => {
      await work(tx, sql);
      if (isKilled) throw new Killed();
    });
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
  }
}

const decide = ({ referred }: Pair, isKilled: boolean) =>
  transaction(isKilled, async (tx, sql) => {
    await lockUser(sql, referred);
    await settleReferral(tx, sql, { userId: referred }, NOW);
  });

const refund = ({ referred, paymentId }: Pair, amountCents: number, isKilled: boolean) =>
  transaction(isKilled, async (tx, sql) => {
    await lockUser(sql, referred);
    const payment = await tx.payment.findUniqueOrThrow({ where: { id: paymentId } });
    const facts = { status: "SUCCEEDED", currency: "usd", reason: null, failureReason: null, createdAt: NOW } as const;
    // One refund for each amount: it is heard of as often as it is synced.
    const refunds = [{ ...facts, id: `re_${paymentId}_${amountCents}`, amountCents }];
    await applyMoneyBack({ db: tx, sql }, payment, { refunds, disputes: [], creditNotes: [] }, NOW);
  });

type Side = "REFERRER" | "REFERRED";
type Death = "none" | "before the commit" | "after the account's server has committed";

/** One side's reward. An account on another server may commit although the rest does not. */
async function reward({ referred }: Pair, side: Side, death: Death): Promise<void> {
  const referral = await db.prisma.referral.findUniqueOrThrow({ where: { referredId: referred } });
  if (death !== "after the account's server has committed") {
    const due = { referralId: referral.id, side };
    return transaction(death === "before the commit", (tx, sql) => settleReward(tx, sql, due, NOW));
  }
  const row = await db.prisma.dueReward.findUnique({ where: { referralId_side: { referralId: referral.id, side } } });
  if (row) await transaction(false, (tx, sql) => creditReward(tx, sql, { referral, ...row }, NOW));
}

type Step = (pair: Pair) => Promise<void>;
const side = fc.constantFrom<Side>("REFERRER", "REFERRED");
const REFUNDS = [300, 700];
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.boolean().map((isKilled) => (pair: Pair) => decide(pair, isKilled)),
  fc
    .record({
      side,
      death: fc.constantFrom<Death>("none", "before the commit", "after the account's server has committed"),
    })
    .map((one) => (pair: Pair) => reward(pair, one.side, one.death)),
  fc
    .record({ cents: fc.constantFrom(...REFUNDS), isKilled: fc.boolean() })
    .map((one) => (pair: Pair) => refund(pair, one.cents, one.isKilled)),
);

/** What every process that lives does sooner or later. */
async function finish(pair: Pair): Promise<void> {
  await decide(pair, false);
  for (const cents of REFUNDS) await refund(pair, cents, false);
  await settleDueRewards(db, "all", NOW);
}

async function stateOf(userId: string) {
  const accountId = await openAccount(db.sql, userId, NOW);
  const page = await history(db.sql, accountId, { limit: 50 });
  if (!page.ok) throw new Error(page.reason);
  const granted = page.data.filter(({ type }) => type === "GRANT");
  const events = await db.prisma.billingEvent.count({ where: { userId, type: "referral_rewarded" } });
  const mails = await db.prisma.mail.count({ where: { userId, template: "referral_rewarded" } });
  const balance = await getBalance(db.sql, accountId, NOW);
  return {
    granted: granted.map(({ amount, paymentId }) => ({ amount, hasPayment: paymentId !== null })),
    available: balance?.available,
    events,
    mails,
    violations: await verify(db.sql, accountId, NOW),
  };
}

describe("the rewards of a referral", () => {
  test("are the same, once each, whatever process is killed between or within the steps, and however often they are repeated", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 7 }), async (steps) => {
        const pair = await invitedAndPaid();
        for (const one of steps) await one(pair);
        await finish(pair);
        // Half of the payment was refunded.
        const rewarded = { available: 50n, events: 1, mails: 1, violations: [] };
        expect(await stateOf(pair.referrer)).toEqual({ ...rewarded, granted: [{ amount: 100n, hasPayment: false }] });
        expect(await stateOf(pair.referred)).toEqual({ ...rewarded, granted: [{ amount: 100n, hasPayment: true }] });
        expect(await db.prisma.dueReward.count()).toBe(0);
      }),
      { numRuns: 8 },
    );
  });

  test("are the same when decisions, refunds and workers run at the same time", async () => {
    const pairs = await Promise.all([invitedAndPaid(), invitedAndPaid()]);
    const work = pairs.flatMap((pair) => [
      decide(pair, false),
      ...REFUNDS.map((cents) => refund(pair, cents, false)),
      settleDueRewards(db, "all", NOW),
    ]);
    await Promise.all(work);
    for (const pair of pairs) await finish(pair);
    for (const { referrer, referred } of pairs) {
      expect(await stateOf(referrer)).toMatchObject({ available: 50n, events: 1, violations: [] });
      expect(await stateOf(referred)).toMatchObject({ available: 50n, events: 1, violations: [] });
    }
  });

  test("are queued with the decision: a job that grants them exists from its commit on", async () => {
    const pair = await invitedAndPaid();
    const jobs = () =>
      db.sql`SELECT id FROM graphile_worker.jobs WHERE key LIKE ${`${GRANT_REWARDS_TASK}:%`} AND key = ANY (
        SELECT ${`${GRANT_REWARDS_TASK}:`} || id::text FROM referral WHERE referred_id = ${pair.referred}::uuid)`;
    await decide(pair, true);
    expect(await jobs()).toHaveLength(0);
    await decide(pair, false);
    expect(await jobs()).toHaveLength(1);
  });

  test("wait while the balance has no room", async () => {
    const pair = await invitedAndPaid();
    const accountId = await openAccount(db.sql, pair.referrer, NOW);
    const lot = { accountId, kind: "PACK", actor: "system" } as const;
    for (let room = MAX_BALANCE; room > 0n; ) {
      const amount = room < MAX_AMOUNT ? room : MAX_AMOUNT;
      await grant(db.sql, { ...lot, amount, sourceKey: randomUUID() }, NOW);
      room -= amount;
    }
    await decide(pair, false);
    await settleDueRewards(db, "all", NOW);
    expect(await stateOf(pair.referrer)).toMatchObject({ events: 0, mails: 0 });
    expect(await db.prisma.dueReward.findMany()).toMatchObject([{ side: "REFERRER", credits: 100n }]);
  });
});
