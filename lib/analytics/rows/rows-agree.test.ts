import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { budget } from "@/dev/testing/budget";
import { testDatabase } from "@/dev/testing/database";
import { proveWithin } from "@/dev/testing/prove-within";
import { addDays } from "@/lib/analytics/calendar";
import { creditsOver } from "@/lib/analytics/metrics/credits";
import { mrrOver } from "@/lib/analytics/metrics/mrr";
import { bounds, periodsOf } from "@/lib/analytics/metrics/periods";
import { revenueOver } from "@/lib/analytics/metrics/revenue";
import { rebuild, rollUp } from "@/lib/analytics/rollup/roll-up";
import { movementRows } from "@/lib/analytics/rows/movement-rows";
import { expectRowsAgree } from "@/lib/analytics/testing/expect-rows-agree";
import { pays, somePlan, subscriptionOf } from "@/lib/analytics/testing/subscribers";
import { END, workedBusiness } from "@/lib/analytics/testing/worked-business";
import { adjust } from "@/lib/ledger/adjust";
import { clawBack } from "@/lib/ledger/claw-back";
import { debit } from "@/lib/ledger/debit";
import { expireDue } from "@/lib/ledger/expire-due";
import { grant } from "@/lib/ledger/grant";
import { openAccount } from "@/lib/ledger/open-account";
import { newUser } from "@/lib/ledger/testing/accounts";
import { HOUR_MS } from "@/lib/time";

const db = await testDatabase();
const YEAR = { first: "2026-01-01", last: "2026-12-31", timeZone: "UTC" };

test("the rows behind every number of the worked example add up to it", { timeout: 60_000 }, async () => {
  await workedBusiness(db);
  for (const currency of ["usd", "eur"]) {
    await expectRowsAgree(db, { range: { ...YEAR, first: "2026-11-01", last: "2026-11-30" }, currency, now: END });
    await expectRowsAgree(db, { range: { ...YEAR, first: "2026-10-01", last: "2026-10-31" }, currency, now: END });
  }
});

test("rows add up to the number on their page also while facts arrive that the overview has not counted", {
  tags: ["full"],
}, async () => {
  const day = { ...YEAR, first: "2026-11-30", last: "2026-11-30" };
  const now = new Date(END.getTime() + 2 * 60_000);
  const [userId, { planVersionId }] = [await newUser(db), await somePlan(db, "Late")];
  const accountId = await openAccount(db.sql, userId, END);
  const subscriptionId = await subscriptionOf(db, userId, planVersionId);
  for (const at of [new Date("2026-11-30T09:00:00Z"), now]) {
    await pays(db, subscriptionId, { at, cents: at === now ? 2_500 : 1_900, interval: "YEAR" });
    const paid = {
      userId,
      kind: "PACK",
      status: "SUCCEEDED",
      description: "",
      amountCents: 700,
      currency: "usd",
    } as const;
    await db.prisma.payment.create({ data: { ...paid, feeCents: 31, paidAt: at } });
    const source = { kind: "PACK", amountCents: 700, currency: "usd", sourceKey: randomUUID() } as const;
    await grant(db.sql, { accountId, ...source, amount: 50n, actor: "system" }, now);
    await debit(db.sql, { accountId, amount: 7n, actor: "system" }, now);
  }
  for (const range of [day, { ...YEAR, first: "2026-11-01", last: "2026-11-30" }]) {
    await expectRowsAgree(db, { range, currency: "usd", now, rollup: "old" });
  }
  const wish = { from: END, to: new Date("2026-12-01T00:00:00Z"), currency: "usd", movements: ["EXPANSION"] as const };
  const { rows } = await movementRows(db.sql, wish, { after: null, limit: 9 });
  expect(rows.map(({ what }) => what)).toEqual(["Expansion: Late, yearly"]);
  await rollUp(db, now);
  await expectRowsAgree(db, { range: day, currency: "usd", now });
});

const BEGIN = Date.parse("2026-02-01T00:00:00Z");
const at = fc.integer({ min: 0, max: 120 * 96 }).map((quarters) => new Date(BEGIN + (quarters * HOUR_MS) / 4 + 61_000));
const user = fc.nat(2);
const cents = fc.constantFrom(0, 900, 1_900, 2_900);
const currency = fc.constantFrom("usd", "usd", "eur");
const amount = fc.integer({ min: 1, max: 40 }).map(BigInt);
const fact = fc.oneof(
  fc.record({ do: fc.constant("pay per month" as const), user, at, cents }),
  fc.record({
    do: fc.constant("pay" as const),
    user,
    at,
    cents,
    currency,
    kind: fc.constantFrom("PACK", "SUBSCRIPTION"),
  }),
  fc.record({
    do: fc.constant("give back" as const),
    at,
    how: fc.constantFrom("refund", "dispute", "note"),
    cents: fc.constantFrom(1, 700),
  }),
  fc.record({ do: fc.constant("grant" as const), user, at, amount, cents, currency, lasts: fc.nat(60) }),
  fc.record({ do: fc.constant("spend" as const), user, at, amount }),
  fc.record({ do: fc.constant("claw back" as const), user, at, amount }),
  fc.record({ do: fc.constant("adjust" as const), user, at, amount }),
);
type Fact = typeof fact extends fc.Arbitrary<infer One> ? One : never;

type World = { users: string[]; accounts: string[]; subscriptions: string[]; payments: string[] };

async function newWorld(planVersionId: string): Promise<World> {
  const users = await Promise.all([0, 1, 2].map(() => newUser(db)));
  return {
    users,
    accounts: await Promise.all(users.map((userId) => openAccount(db.sql, userId, new Date(BEGIN)))),
    subscriptions: await Promise.all(users.map((userId) => subscriptionOf(db, userId, planVersionId))),
    payments: [],
  };
}

async function happen(world: World, one: Fact): Promise<void> {
  const { sql, prisma } = db;
  const now = one.at;
  const own = (list: string[]) => ("user" in one && list[one.user]) || "";
  const [accountId, sourceKey, actor] = [own(world.accounts), randomUUID(), "system" as const];
  switch (one.do) {
    case "pay per month":
      return pays(db, own(world.subscriptions), { at: one.at, cents: one.cents });
    case "pay": {
      const { id } = await prisma.payment.create({
        data: {
          userId: own(world.users),
          kind: one.kind as "PACK",
          status: "SUCCEEDED",
          description: "",
          amountCents: one.cents,
          currency: one.currency,
          feeCents: Math.round(one.cents / 30),
          paidAt: one.at,
        },
      });
      world.payments.push(id);
      return;
    }
    case "give back":
      return giveBack(world.payments.at(-1), one);
    case "grant": {
      const expiresAt = one.lasts === 0 ? null : new Date(one.at.getTime() + one.lasts * 24 * HOUR_MS);
      const paid = one.cents > 0 ? { amountCents: one.cents, currency: one.currency } : {};
      await grant(sql, { accountId, kind: "PACK", amount: one.amount, expiresAt, sourceKey, actor, ...paid }, now);
      return;
    }
    case "spend":
      await debit(sql, { accountId, amount: one.amount, actor }, now);
      return;
    case "claw back":
      await clawBack(sql, { accountId, amount: one.amount, sourceKey, actor }, now);
      return;
    case "adjust":
      await adjust(sql, { accountId, amount: one.amount, reason: "test", actor }, now);
  }
}

async function giveBack(paymentId: string | undefined, one: { at: Date; how: string; cents: number }): Promise<void> {
  if (!paymentId) return;
  const { refund, dispute, creditNote } = db.prisma;
  const base = { paymentId, currency: "usd", amountCents: one.cents, createdAt: one.at };
  if (one.how === "refund") {
    await refund.create({ data: { ...base, stripeRefundId: randomUUID(), status: "SUCCEEDED" } });
  } else if (one.how === "dispute") {
    const data = { ...base, stripeDisputeId: randomUUID(), reason: "fraudulent", feeCents: 1_500 };
    await dispute.create({ data: { ...data, status: "WON" } });
  } else {
    const data = { ...base, stripeCreditNoteId: randomUUID(), number: "1", balanceCents: 0, outOfBandCents: one.cents };
    await creditNote.create({ data: { ...data, status: "ISSUED" } });
  }
}

const business = fc.record({
  facts: fc.array(fact, { minLength: 1, maxLength: 25 }),
  first: fc.integer({ min: -5, max: 110 }).map((days) => addDays("2026-02-01", days)),
  days: fc.integer({ min: 1, max: 90 }),
  timeZone: fc.constantFrom("UTC", "America/Los_Angeles", "Asia/Kathmandu", "Pacific/Auckland", "Europe/London"),
});

test("rows add up to every number, and days to quarters of an hour, for random businesses, ranges and time zones", {
  timeout: 120_000,
}, async () => {
  const { planVersionId } = await somePlan(db);
  const property = fc.asyncProperty(business, async ({ facts, first, days, timeZone }) => {
    const world = await newWorld(planVersionId);
    const inOrder = [...facts].sort((a, b) => a.at.getTime() - b.at.getTime());
    for (const [nth, one] of inOrder.entries()) {
      await happen(world, one);
      if (nth === Math.floor(facts.length / 2)) await rollUp(db, END);
    }
    for (const accountId of world.accounts) await expireDue(db.sql, accountId, new Date(BEGIN + 125 * 24 * HOUR_MS));
    await rollUp(db, END);

    const range = { first, last: addDays(first, days - 1), timeZone };
    await expectDaysAreQuarters();
    await expectSameAsQuarters(range);
    await expectRowsAgree(db, { range, currency: "usd", now: END });
  });
  await proveWithin(40_000, property, {
    numRuns: budget({ daily: 4, full: 40 }),
    endOnFailure: true,
  });
  const sums = () => db.sql`SELECT * FROM metric_credit_day WHERE credits <> 0 OR cents <> 0 ORDER BY day, type, basis`;
  const kept = await sums();
  await rebuild(db, END);
  expect(await sums()).toEqual(kept);
});

/** The sums by day are those of the quarters of an hour. */
async function expectDaysAreQuarters(): Promise<void> {
  const differences = await db.sql`
    (SELECT (at AT TIME ZONE 'UTC')::date, type::text, basis, sum(credits), sum(cents) FROM metric_credit GROUP BY 1, 2, 3
      EXCEPT SELECT day, type::text, basis, credits, cents FROM metric_credit_day)
    UNION ALL
    (SELECT (at AT TIME ZONE 'UTC')::date, movement::text, currency, sum(customers), sum(cents) FROM metric_mrr GROUP BY 1, 2, 3
      EXCEPT SELECT day, movement::text, currency, customers, cents FROM metric_mrr_day)
    UNION ALL
    (SELECT (at AT TIME ZONE 'UTC')::date, fact::text || kind || item_id, currency, sum(count), sum(cents) FROM metric_money
      GROUP BY 1, 2, 3 EXCEPT SELECT day, fact::text || kind || item_id, currency, count, cents FROM metric_money_day)`;
  expect(differences).toEqual([]);
}

/** What is read by days and edges is what the quarters of an hour come to. */
async function expectSameAsQuarters(range: Parameters<typeof periodsOf>[0]): Promise<void> {
  const periods = periodsOf(range);
  const moments = bounds(periods);
  const [quarters] = await db.sql<{ credits: string[]; mrr: string[]; money: string[] }>`
    SELECT
      array(SELECT coalesce((SELECT sum(credits) FROM metric_credit WHERE width_bucket(at, ${moments}::timestamptz[]) = nth), 0)::text
        FROM generate_series(2, ${moments.length - 1}::integer) AS s (nth) ORDER BY nth) AS credits,
      array(SELECT coalesce((SELECT sum(cents) FROM metric_mrr WHERE currency = 'usd' AND width_bucket(at, ${moments}::timestamptz[]) = nth), 0)::text
        FROM generate_series(2, ${moments.length - 1}::integer) AS s (nth) ORDER BY nth) AS mrr,
      array(SELECT coalesce((SELECT sum(cents) FROM metric_money WHERE currency = 'usd' AND width_bucket(at, ${moments}::timestamptz[]) = nth), 0)::text
        FROM generate_series(2, ${moments.length - 1}::integer) AS s (nth) ORDER BY nth) AS money`;
  const [credits, mrr, revenue] = await Promise.all([
    creditsOver(db.sql, periods),
    mrrOver(db.sql, periods, "usd"),
    revenueOver(db.sql, periods, "usd"),
  ]);
  expect({
    credits: credits.series.map(({ opening, closing }) => String(closing - opening)),
    mrr: mrr.series.map(({ openingCents, closingCents }) => String(closingCents - openingCents)),
    money: revenue.series.map(({ plans, packs }) => String(plans.netCents + packs.netCents)),
  }).toEqual(quarters);
}
