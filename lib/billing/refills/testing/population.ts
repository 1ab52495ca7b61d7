import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { refillOne } from "@/lib/billing/refills/refill-one";
import type { DueSubscription } from "@/lib/billing/refills/refill-set";
import type { Database, Db } from "@/lib/db";
import type { Prisma, RefillPolicy, Subscription } from "@/lib/generated/prisma/client";
import { clawBack } from "@/lib/ledger/claw-back";
import { debit } from "@/lib/ledger/debit";
import { freezeLots } from "@/lib/ledger/freeze-lots";
import { grant } from "@/lib/ledger/grant";
import { openAccount } from "@/lib/ledger/open-account";
import { placeHold } from "@/lib/ledger/place-hold";
import { getBalance } from "@/lib/ledger/queries";
import { MAX_AMOUNT, MAX_BALANCE } from "@/lib/ledger/types";
import { addMonths, DAY_MS, HOUR_MS } from "@/lib/time";

/** When everyone of a population is due. */
export const NOW = new Date("2026-05-15T12:00:00Z");

const often = <const Values extends unknown[]>(...[usual, ...others]: Values) =>
  fc.constantFrom<Values[number]>(usual, usual, usual, usual, ...others);

/** A user with a subscription that is due, and what happened in the account before. */
export const subscriber = fc.record({
  plan: fc.constantFrom("free", "monthly", "yearly", "trial", "given", "comp"),
  status: often("ACTIVE", "PAST_DUE", "PAUSED", "CANCELED"),
  policy: often("RESET", "ROLL_OVER", "ROLL_OVER_CAPPED"),
  quantity: often(1, 3, 0),
  isDuplicate: often(false, true),
  isVerified: often(true, false),
  wantsMails: fc.boolean(),
  /** Windows that were granted before the one that is due. */
  before: fc.nat({ max: 3 }),
  /** How long it has been due. */
  hoursLate: often(0, 1, 24 * 4, 24 * 40),
  /** What its invoices are, beside one for each period. */
  invoices: often("nothing else", "a second one", "one paid late", "one that credits", "a refund"),
  /** The free plan beside another one. */
  beside: often(null, "ACTIVE", "PAUSED"),
  pack: fc.boolean(),
  spent: fc.constantFrom("nothing", "some", "all"),
  held: often(0n, 5n),
  debt: often(0n, 7n, 500n),
  isFrozen: often(false, true),
  isFull: fc.integer({ min: 0, max: 19 }).map((nth) => nth === 0),
});

export type Subscriber = typeof subscriber extends fc.Arbitrary<infer One> ? One : never;

/** The usual one: nothing but a window that is due. */
export const USUAL: Subscriber = {
  plan: "free",
  status: "ACTIVE",
  policy: "RESET",
  quantity: 1,
  isDuplicate: false,
  isVerified: true,
  wantsMails: false,
  before: 1,
  hoursLate: 0,
  invoices: "nothing else",
  beside: null,
  pack: true,
  spent: "some",
  held: 0n,
  debt: 0n,
  isFrozen: false,
  isFull: false,
};

type Plans = { free: string; byPolicy: Record<RefillPolicy, string> };

/** Plans of each policy, and a free plan whose first version is not its current one. */
async function createPlans(db: Db): Promise<Plans> {
  const create = async (key: string, version: Partial<Prisma.PlanVersionUncheckedCreateWithoutPlanInput>) => {
    const terms = { version: 1, name: key, creditsPerMonth: 100n, trialCredits: 30n, ...version };
    const plan = await db.plan.create({
      data: { key, isFree: key === "free", versions: { create: terms } },
      include: { versions: true },
    });
    return { id: plan.id, version: plan.versions[0]?.id ?? "" };
  };
  const free = await create("free", { creditsPerMonth: 20n });
  await db.planVersion.create({ data: { planId: free.id, version: 2, name: "free", creditsPerMonth: 25n } });
  await db.plan.update({ where: { id: free.id }, data: { currentVersion: 2 } });
  const reset = await create("reset", {});
  const rollOver = await create("roll_over", { refillPolicy: "ROLL_OVER" });
  const capped = await create("capped", { refillPolicy: "ROLL_OVER_CAPPED", rolloverCapCredits: 60n });
  return {
    free: free.version,
    byPolicy: { RESET: reset.version, ROLL_OVER: rollOver.version, ROLL_OVER_CAPPED: capped.version },
  };
}

/** Creates the users, their subscriptions and accounts, all due at NOW, in an empty database. Returns the subscriptions. */
export async function createPopulation(database: Database, all: readonly Subscriber[]): Promise<DueSubscription[]> {
  const plans = await createPlans(database.prisma);
  const created: DueSubscription[] = [];
  for (const one of all) created.push(await create(database, plans, one));
  return created;
}

async function create(database: Database, plans: Plans, one: Subscriber): Promise<DueSubscription> {
  const { prisma: db } = database;
  const dueAt = new Date(NOW.getTime() - one.hoursLate * HOUR_MS);
  const anchorAt = addMonths(dueAt, -one.before);
  const { id: userId } = await db.user.create({
    data: {
      email: `${randomUUID()}@example.com`,
      emailVerified: one.isVerified ? anchorAt : null,
      notificationSetting: one.wantsMails ? { create: { refilled: true } } : undefined,
    },
  });
  const subscription = await subscribe(db, plans, one, { userId, anchorAt });
  for (let nth = 0; nth < one.before; nth += 1) await refillOne(database, subscription, addMonths(anchorAt, nth));
  const { status } = one;
  const endedAt = status === "CANCELED" ? new Date(dueAt.getTime() - DAY_MS) : null;
  await db.subscription.update({
    where: { id: subscription.id },
    data: { nextRefillAt: dueAt, duplicate: one.isDuplicate, endedAt, ...(one.plan !== "trial" && { status }) },
  });
  await addInvoices(db, one, subscription, dueAt);
  if (one.beside && one.plan !== "free") {
    const free = { planVersionId: plans.free, anchorAt: dueAt, currentPeriodStart: dueAt, nextRefillAt: dueAt };
    await db.subscription.create({ data: { userId, status: one.beside, ...free } });
  }
  await liveOn(database, one, { userId, subscription, until: new Date(dueAt.getTime() - HOUR_MS) });
  return { id: subscription.id, userId };
}

type Begun = { userId: string; anchorAt: Date };

async function subscribe(db: Db, plans: Plans, one: Subscriber, { userId, anchorAt }: Begun): Promise<Subscription> {
  const { plan, before, policy, quantity } = one;
  const isSold = plan !== "free" && plan !== "comp";
  const months = plan === "yearly" ? 12 : 1;
  const data = {
    userId,
    planVersionId: plan === "free" ? plans.free : plans.byPolicy[policy],
    stripeSubscriptionId: isSold ? randomUUID() : null,
    compUntil: plan === "comp" ? addMonths(anchorAt, before + (quantity === 0 ? 0 : 1)) : null,
    status: plan === "trial" ? "TRIALING" : "ACTIVE",
    anchorAt,
    currentPeriodStart: anchorAt,
    trialEndsAt: plan === "trial" ? addMonths(anchorAt, before + 1) : null,
    nextRefillAt: anchorAt,
    quantity: plan === "free" ? 1 : quantity,
  } as const;
  const subscription = await db.subscription.create({ data });
  if (plan === "free" || plan === "trial") return subscription;
  for (let month = 0; month <= before; month += months) {
    const startAt = addMonths(anchorAt, month);
    const time = { startAt, endAt: addMonths(anchorAt, month + months) };
    await pay(db, subscription, { ...time, isGiven: plan === "given" || plan === "comp", paidAt: startAt });
  }
  return subscription;
}

type Line = Partial<Prisma.PaidPeriodUncheckedCreateInput> & { startAt: Date; endAt: Date; paidAt: Date };

/** Records a line of a paid invoice of its own, with the payment unless its time is given. */
async function pay(db: Db, { id, userId, ...of }: Subscription, line: Line): Promise<string | null> {
  const stripeInvoiceId = `in_${randomUUID()}`;
  const sold = { subscriptionId: id, stripeInvoiceId };
  const money = { kind: "SUBSCRIPTION", status: "SUCCEEDED", description: "A plan", currency: "usd" } as const;
  const payment = line.isGiven
    ? null
    : await db.payment.create({ data: { userId, ...sold, ...money, amountCents: 1_999, paidAt: line.paidAt } });
  const { planVersionId, quantity, anchorAt } = of;
  const paymentId = payment?.id ?? null;
  const known = { planVersionId, quantity, anchorAt, createdAt: line.paidAt, stripeLineId: `il_${randomUUID()}` };
  await db.paidPeriod.create({ data: { ...sold, ...known, paymentId, ...line } });
  return paymentId;
}

async function addInvoices(db: Db, one: Subscriber, subscription: Subscription, dueAt: Date): Promise<void> {
  if (subscription.stripeSubscriptionId === null || one.plan === "trial") return;
  const time = { startAt: dueAt, endAt: addMonths(dueAt, 1), paidAt: dueAt };
  switch (one.invoices) {
    case "a second one":
      await pay(db, subscription, { ...time, isProration: true });
      return;
    case "one paid late":
      await pay(db, subscription, { ...time, startAt: addMonths(dueAt, -1), endAt: dueAt, paidAt: NOW });
      return;
    case "one that credits": {
      const paidAt = new Date(dueAt.getTime() + 1_000);
      await pay(db, subscription, { ...time, paidAt, isProration: true, isCredit: true });
      return;
    }
    case "a refund": {
      const last = await db.paidPeriod.findFirst({
        where: { subscriptionId: subscription.id, paymentId: { not: null } },
        orderBy: { startAt: "desc" },
      });
      if (!last?.paymentId) return;
      const returned = { amountCents: 500, currency: "usd", status: "SUCCEEDED", createdAt: dueAt } as const;
      await db.refund.create({ data: { paymentId: last.paymentId, stripeRefundId: randomUUID(), ...returned } });
    }
  }
}

type Life = { userId: string; subscription: Subscription; until: Date };

/** What its user did before the window that is due. */
async function liveOn({ sql, prisma: db }: Database, one: Subscriber, { userId, subscription, until }: Life) {
  const isIdle = one.before === 0 && !one.pack && one.debt === 0n && !one.isFull;
  // Nothing opened an account yet.
  if (isIdle) return;
  const accountId = await openAccount(sql, userId, until);
  const actor = "system";
  const pack = { accountId, kind: "PACK", amount: 40n, sourceKey: "pack", actor } as const;
  if (one.pack) await grant(sql, pack, until);
  const available = (await getBalance(sql, accountId, until))?.available ?? 0n;
  if (one.held > 0n && available > one.held) {
    await placeHold(sql, { accountId, amount: one.held, expiresInSeconds: 86_400, actor }, until);
  }
  const left = (await getBalance(sql, accountId, until))?.available ?? 0n;
  const amount = one.spent === "all" ? left : left / 3n;
  if (one.spent !== "nothing" && amount > 0n) await debit(sql, { accountId, amount, actor }, until);
  if (one.debt > 0n) await clawBack(sql, { accountId, amount: one.debt, sourceKey: "owed", actor }, until);
  const paid = await db.paidPeriod.findFirst({
    where: { subscriptionId: subscription.id },
    orderBy: { startAt: "asc" },
  });
  if (one.isFrozen && paid?.paymentId) await freezeLots(sql, accountId, paid.paymentId, until);
  if (one.isFull) await fill(sql, accountId, until);
}

/** Leaves room for a few credits. */
async function fill(sql: Database["sql"], accountId: string, now: Date): Promise<void> {
  for (let nth = 0; ; nth += 1) {
    const room = MAX_BALANCE - ((await getBalance(sql, accountId, now))?.balance ?? 0n) - 10n;
    if (room <= 0n) return;
    const amount = room < MAX_AMOUNT ? room : MAX_AMOUNT;
    await grant(sql, { accountId, kind: "ADJUSTMENT", amount, sourceKey: `fill:${nth}`, actor: "system" }, now);
  }
}
