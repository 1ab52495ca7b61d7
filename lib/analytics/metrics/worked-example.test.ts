import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { creditsOver } from "@/lib/analytics/metrics/credits";
import { findCurrency } from "@/lib/analytics/metrics/currencies";
import { type MrrPeriod, mrrOver } from "@/lib/analytics/metrics/mrr";
import { periodsOf } from "@/lib/analytics/metrics/periods";
import { type Money, revenueOver } from "@/lib/analytics/metrics/revenue";
import { rebuild, rollUp } from "@/lib/analytics/rollup/roll-up";
import { pays, somePlan, subscriber, subscriptionOf } from "@/lib/analytics/testing/subscribers";
import type { Prisma } from "@/lib/generated/prisma/client";
import { adjust } from "@/lib/ledger/adjust";
import { clawBack } from "@/lib/ledger/claw-back";
import { debit } from "@/lib/ledger/debit";
import { expireDue } from "@/lib/ledger/expire-due";
import { grant } from "@/lib/ledger/grant";
import { openAccount } from "@/lib/ledger/open-account";
import { reverse } from "@/lib/ledger/reverse";
import { newUser } from "@/lib/ledger/testing/accounts";

// The business of docs/metrics.md, whose tables are compared with what is shown for it.

const db = await testDatabase();
const text = readFileSync("docs/metrics.md", "utf8");
const NOVEMBER = periodsOf({ first: "2026-11-01", last: "2026-11-30", timeZone: "UTC" });
const on = (month: number, day: number, time = "12:00"): Date =>
  new Date(`2026-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}T${time}:00Z`);
const END = on(11, 30);

const plans = { pro: await somePlan(db, "Pro"), max: await somePlan(db, "Max") };
const people = { ada: "", ben: "", cem: "", dora: "", eli: "", gus: "" };

beforeAll(async () => {
  await subscriptions();
  await money();
  // News that come after the first rollup, too.
  await rollUp(db, END);
  await credits();
  await rollUp(db, END);
});

async function subscriptions(): Promise<void> {
  const { planVersionId: pro } = plans.pro;
  people.ada = await subscriber(db, pro, [
    { at: on(10, 5), cents: 1_900 },
    { at: on(11, 10), cents: 4_900 },
  ]);
  people.ben = await subscriber(db, plans.max.planVersionId, [
    { at: on(10, 10), cents: 4_900 },
    { at: on(11, 12), cents: 1_900 },
  ]);
  people.cem = await subscriber(db, pro, [
    { at: on(10, 15), cents: 1_900 },
    { at: on(11, 15), cents: 0 },
  ]);
  people.dora = await subscriber(db, pro, [
    { at: on(9, 1), cents: 1_900 },
    { at: on(9, 20), cents: 0 },
  ]);
  await pays(db, await subscriptionOf(db, people.dora, pro), { at: on(11, 18), cents: 1_900 });
  people.eli = await subscriber(db, pro, [{ at: on(11, 20), cents: 1_583 }]);
  await subscriber(db, pro, [{ at: on(11, 25), cents: 0, status: "TRIALING" }]);
  people.gus = await subscriber(db, pro, [{ at: on(10, 1), cents: 1_900, currency: "eur" }]);
}

type Wish = Partial<Prisma.PaymentUncheckedCreateInput> & { userId: string; paidAt: Date; amountCents: number };

async function payment(wish: Wish, plan?: { planVersionId: string }): Promise<string> {
  const { id } = await db.prisma.payment.create({
    data: { kind: plan ? "SUBSCRIPTION" : "PACK", status: "SUCCEEDED", description: "", currency: "usd", ...wish },
  });
  if (!plan) return id;
  const subscription = await db.prisma.subscription.findFirstOrThrow({
    where: { userId: wish.userId },
    orderBy: { createdAt: "desc" },
  });
  await db.prisma.paidPeriod.create({
    data: {
      subscriptionId: subscription.id,
      planVersionId: plan.planVersionId,
      stripeInvoiceId: randomUUID(),
      stripeLineId: randomUUID(),
      paymentId: id,
      startAt: wish.paidAt,
      endAt: new Date(wish.paidAt.getTime() + 86_400_000),
      anchorAt: wish.paidAt,
      paidAt: wish.paidAt,
    },
  });
  return id;
}

async function money(): Promise<void> {
  const { ada, ben, cem, dora, eli } = people;
  const { pro, max } = plans;
  await payment({ userId: ada, paidAt: on(10, 6), amountCents: 6_000, feeCents: 204 });
  const first = await payment({ userId: ada, paidAt: on(11, 5), amountCents: 1_900, feeCents: 85 }, pro);
  await payment({ userId: ada, paidAt: on(11, 10), amountCents: 2_500, feeCents: 103 }, max);
  await payment({ userId: ada, paidAt: on(11, 30), amountCents: 4_900, status: "FAILED" }, max);
  const wish = { paidAt: on(11, 10), amountCents: 4_900, feeCents: 172, status: "PARTIALLY_REFUNDED" } as const;
  const refunded = await payment({ userId: ben, ...wish }, max);
  await payment({ userId: dora, paidAt: on(11, 18), amountCents: 1_900, feeCents: 85 }, pro);
  await payment({ userId: eli, paidAt: on(11, 20), amountCents: 19_000, feeCents: 581 }, pro);
  const pack = await payment({ userId: cem, paidAt: on(11, 6), amountCents: 6_000, feeCents: 204, status: "DISPUTED" });
  const { refund, creditNote, dispute } = db.prisma;
  const back = { currency: "usd", createdAt: on(11, 20) };
  await refund.create({
    data: { ...back, paymentId: refunded, stripeRefundId: "re_1", status: "SUCCEEDED", amountCents: 1_000 },
  });
  await refund.create({
    data: { ...back, paymentId: refunded, stripeRefundId: "re_2", status: "FAILED", amountCents: 300 },
  });
  const note = { ...back, createdAt: on(11, 25), paymentId: first, stripeCreditNoteId: "cn_1", number: "1" };
  await creditNote.create({
    data: { ...note, status: "ISSUED", amountCents: 500, balanceCents: 0, outOfBandCents: 500 },
  });
  const asked = { paymentId: pack, currency: "usd", amountCents: 6_000, reason: "fraudulent", createdAt: on(11, 28) };
  await dispute.create({ data: { ...asked, stripeDisputeId: "dp_1", status: "OPEN" } });
}

async function credits(): Promise<void> {
  const { sql } = db;
  const account = (userId: string) => openAccount(sql, userId, on(10, 1));
  const [ada, cem, gus] = [await account(people.ada), await account(people.cem), await account(people.gus)];
  const actor = "system" as const;
  const plan = { amount: 1_000n, amountCents: 1_900, currency: "usd", expiresAt: on(11, 5, "00:00") };
  await grant(sql, { accountId: ada, kind: "PLAN", sourceKey: "plan", ...plan, actor }, on(10, 5));
  await debit(sql, { accountId: ada, amount: 400n, actor: "app:test" }, on(10, 20));
  await expireDue(sql, ada, on(11, 5, "00:05"));
  const pack = { kind: "PACK", sourceKey: "pack", actor } as const;
  await grant(sql, { ...pack, accountId: cem, amount: 500n, amountCents: 6_000, currency: "usd" }, on(11, 6));
  await grant(sql, { accountId: ada, kind: "PROMO", sourceKey: "code", amount: 100n, actor }, on(11, 7));
  await grant(sql, { ...pack, accountId: gus, amount: 300n, amountCents: 3_000, currency: "eur" }, on(11, 7));
  const spent = await debit(sql, { accountId: cem, amount: 120n, actor: "app:test" }, on(11, 8));
  if (!spent.ok) throw new Error(spent.reason);
  const of = { seq: spent.entry.seq };
  expect(await reverse(sql, { accountId: cem, of, amount: 20n, reason: "It failed" }, on(11, 9))).toMatchObject({
    ok: true,
  });
  await adjust(sql, { accountId: ada, amount: 25n, reason: "Sorry", actor: "admin:1" }, on(11, 10));
  await debit(sql, { accountId: gus, amount: 300n, actor: "app:test" }, on(11, 10));
  await clawBack(sql, { accountId: gus, amount: 10n, sourceKey: "refund", actor }, on(11, 11));
  await clawBack(sql, { accountId: cem, amount: 50n, sourceKey: "refund", actor }, on(11, 28));
}

const decimal = (cents: bigint | null): string => (cents === null ? "none" : (Number(cents) / 100).toFixed(2));
const percent = (share: number | null): string => (share === null ? "none" : `${(share * 100).toFixed(1)}%`);

/** A row of a table in docs/metrics.md is as calculated. */
function expectRows(rows: Record<string, readonly [string, string]>): void {
  for (const [name, [before, now]] of Object.entries(rows)) {
    expect(text, name).toContain(`\n| ${name} | ${before} | ${now} |\n`);
  }
}

test("MRR and its movements are those of the worked example", async () => {
  const { before, now } = await mrrOver(db.sql, NOVEMBER, "usd");
  const both = (value: (period: MrrPeriod) => string) => [value(before), value(now)] as const;
  expectRows({
    "MRR at the start": both(({ openingCents }) => decimal(openingCents)),
    New: both(({ movements }) => decimal(movements.NEW)),
    Expansion: both(({ movements }) => decimal(movements.EXPANSION)),
    Contraction: both(({ movements }) => decimal(movements.CONTRACTION)),
    Churn: both(({ movements }) => decimal(movements.CHURN)),
    Reactivation: both(({ movements }) => decimal(movements.REACTIVATION)),
    "MRR at the end": both(({ closingCents }) => decimal(closingCents)),
    ARR: both(({ arrCents }) => decimal(arrCents)),
    "Paying customers": both(({ closingCustomers }) => String(closingCustomers)),
    "Customer churn": both(({ customerChurn }) => percent(customerChurn)),
    "Revenue churn": both(({ revenueChurn }) => percent(revenueChurn)),
    ARPU: both(({ arpuCents }) => decimal(arpuCents)),
  });
});

test("revenue is that of the worked example", async () => {
  const { plans, packs, plansBefore, packsBefore, items, series } = await revenueOver(db.sql, NOVEMBER, "usd");
  const rows = (name: string, before: Money, now: Money) => ({
    [`${name}: payments`]: [decimal(before.paymentCents), decimal(now.paymentCents)] as const,
    [`${name}: disputes`]: [decimal(before.disputeCents), decimal(now.disputeCents)] as const,
    [`${name}: fees`]: [decimal(before.feeCents), decimal(now.feeCents)] as const,
    [`${name}: net`]: [decimal(before.netCents), decimal(now.netCents)] as const,
  });
  expectRows({
    ...rows("Plans", plansBefore, plans),
    "Plans: refunds": [decimal(plansBefore.refundCents), decimal(plans.refundCents)],
    "Plans: credit notes": [decimal(plansBefore.creditCents), decimal(plans.creditCents)],
    ...rows("Packs", packsBefore, packs),
  });
  const [pro, max] = items;
  expect(text).toContain(
    `November nets ${decimal(pro?.netCents ?? null)} with ${pro?.name} and ${decimal(max?.netCents ?? null)} with ${max?.name}`,
  );
  expect(series.reduce((sum, day) => sum + day.plans.netCents, 0n)).toBe(plans.netCents);
});

test("credits, liability and breakage are those of the worked example", async () => {
  const { before, now, liability, breakage } = await creditsOver(db.sql, NOVEMBER);
  const both = (name: keyof typeof now) => [String(before[name]), String(now[name])] as const;
  expectRows({
    "Outstanding at the start": both("opening"),
    Issued: both("issued"),
    Spent: both("spent"),
    Expired: both("expired"),
    "Clawed back": both("clawedBack"),
    Adjusted: both("adjusted"),
    "Outstanding at the end": both("closing"),
  });
  const [eur, usd] = liability.cents;
  expect(text.replaceAll("\n", " ")).toContain(
    `the liability is ${liability.credits} credits, ${liability.freeCredits} of them free, and ${liability.debt} are owed; in money it is $${decimal(usd?.cents ?? null)} and ${decimal(eur?.cents ?? null)} euros. The breakage is ${breakage.credits} credits for $${decimal(breakage.cents[0]?.cents ?? null)}`,
  );
});

test("the days of a zone that is not on the hour add up to the same, and another currency is apart", async () => {
  const kolkata = periodsOf({ first: "2026-11-01", last: "2026-11-30", timeZone: "Asia/Kolkata" });
  const { now, series } = await mrrOver(db.sql, kolkata, "usd");
  expect(series.at(-1)?.closingCents).toBe(now.closingCents);
  expect(now.closingCents).toBe(10_283n);
  expect((await mrrOver(db.sql, NOVEMBER, "eur")).now).toMatchObject({ openingCents: 1_900n, closingCents: 1_900n });
  expect(await findCurrency(db.sql, undefined)).toEqual({ currency: "usd", currencies: ["usd", "eur"] });
});

test("a dispute that is won, a refund that fails and a late change correct the days they belong to", async () => {
  const userId = await newUser(db);
  const subscriptionId = await subscriptionOf(db, userId, plans.pro.planVersionId);
  await pays(db, subscriptionId, { at: on(11, 2), cents: 700 });
  await db.prisma.dispute.updateMany({ data: { status: "WON" } });
  await db.prisma.refund.updateMany({ data: { status: "FAILED" } });
  await rollUp(db, END);
  const [revenue, mrr] = [await revenueOver(db.sql, NOVEMBER, "usd"), await mrrOver(db.sql, NOVEMBER, "usd")];
  expect(revenue).toMatchObject({ plans: { refundCents: 0n }, packs: { disputeCents: 0n, netCents: 5_796n } });
  expect(mrr.now.movements.NEW).toBe(1_583n + 700n);

  const all = async () => [
    await revenueOver(db.sql, NOVEMBER, "usd"),
    await mrrOver(db.sql, NOVEMBER, "usd"),
    await creditsOver(db.sql, NOVEMBER),
  ];
  const kept = await all();
  await rebuild(db, END);
  expect(await all()).toEqual(kept);
});
