import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { creditsOver } from "@/lib/analytics/metrics/credits";
import { findCurrency } from "@/lib/analytics/metrics/currencies";
import { meterMargins, planMargins } from "@/lib/analytics/metrics/margin";
import { type MrrPeriod, mrrOver, payingCustomers } from "@/lib/analytics/metrics/mrr";
import { periodsOf } from "@/lib/analytics/metrics/periods";
import { type Money, revenueOver } from "@/lib/analytics/metrics/revenue";
import { rebuild, rollUp } from "@/lib/analytics/rollup/roll-up";
import { pays, subscriptionOf } from "@/lib/analytics/testing/subscribers";
import { END, on, workedBusiness } from "@/lib/analytics/testing/worked-business";
import { newUser } from "@/lib/ledger/testing/accounts";

// The business of docs/metrics.md, whose tables are compared with what is shown for it.

const db = await testDatabase();
const text = readFileSync("docs/metrics.md", "utf8");
const NOVEMBER = periodsOf({ first: "2026-11-01", last: "2026-11-30", timeZone: "UTC" });
const { plans } = await workedBusiness(db);

const PRO = {
  id: "1",
  name: "Pro",
  creditsPerMonth: 1_000n,
  prices: [{ interval: "MONTH", currency: "usd", amountCents: 1_900 }],
} as const;
const TOKENS = {
  id: "1",
  name: "Tokens",
  unit: "token",
  credits: 2n,
  perUnits: 1_000n,
  cost: { micros: 1_000_000n, currency: "usd" },
};

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
  const perCustomer = async (spent: bigint, at: Date) => String(spent / BigInt(await payingCustomers(db.sql, at)));
  expectRows({
    "Outstanding at the start": both("opening"),
    Issued: both("issued"),
    Spent: both("spent"),
    Expired: both("expired"),
    "Clawed back": both("clawedBack"),
    Adjusted: both("adjusted"),
    "Outstanding at the end": both("closing"),
    "Spent per paying customer": [
      await perCustomer(before.spent, NOVEMBER.from),
      await perCustomer(now.spent, NOVEMBER.to),
    ],
  });
  const [eur, usd] = liability.cents;
  expect(text.replaceAll("\n", " ")).toContain(
    `the liability is ${liability.credits} credits, ${liability.freeCredits} of them free, and ${liability.debt} are owed; in money it is $${decimal(usd?.cents ?? null)} and ${decimal(eur?.cents ?? null)} euros. The breakage is ${breakage.credits} credits for $${decimal(breakage.cents[0]?.cents ?? null)}`,
  );
});

test("the margins are those of the worked example", () => {
  const margins = planMargins([{ ...PRO, estimatedCostCents: 400 }], "usd");
  const [tokens] = meterMargins([TOKENS], margins, "usd");
  const share = (margin: number | null | undefined) => percent(margin ?? null);
  expect(text.replaceAll("\n", " ")).toContain(
    `brings 1.9 cents, the estimate leaves ${share(margins[0]?.margin)} of it, and a credit that is spent on tokens costs ${tokens?.costPerCredit} cents and leaves ${share(tokens?.margins[0])}`,
  );
});

test("those who pay right before a moment are counted in whatever currency, at any quarter of an hour", async () => {
  const at = async (moment: Date) => {
    const of = periodsOf({ first: moment.toISOString().slice(0, 10), last: "2026-12-31", timeZone: "Asia/Kolkata" });
    const [usd, eur] = [await mrrOver(db.sql, of, "usd"), await mrrOver(db.sql, of, "eur")];
    expect(await payingCustomers(db.sql, of.from)).toBe(usd.now.openingCustomers + eur.now.openingCustomers);
    return payingCustomers(db.sql, of.from);
  };
  expect(await at(on(10, 1))).toBe(0);
  expect(await at(on(11, 16))).toBe(3);
  expect(await at(on(12, 1))).toBe(5);
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
  expect(revenue).toMatchObject({ plans: { refundCents: 0n }, packs: { disputeCents: 0n, netCents: 4_296n } });
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
