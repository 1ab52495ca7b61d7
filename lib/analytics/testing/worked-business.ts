import { randomUUID } from "node:crypto";
import { rollUp } from "@/lib/analytics/rollup/roll-up";
import { pays, somePlan, subscriber, subscriptionOf } from "@/lib/analytics/testing/subscribers";
import type { Database } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import { adjust } from "@/lib/ledger/adjust";
import { clawBack } from "@/lib/ledger/claw-back";
import { debit } from "@/lib/ledger/debit";
import { expireDue } from "@/lib/ledger/expire-due";
import { grant } from "@/lib/ledger/grant";
import { openAccount } from "@/lib/ledger/open-account";
import { reverse } from "@/lib/ledger/reverse";

/** A moment of 2026, UTC. */
export const on = (month: number, day: number, time = "12:00"): Date =>
  new Date(`2026-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}T${time}:00Z`);

/** When the worked example ends. */
export const END = on(11, 30);

type Plans = Record<"pro" | "max", { planId: string; planVersionId: string }>;
type People = Record<"ada" | "ben" | "cem" | "dora" | "eli" | "gus", string>;

/** The business of docs/metrics.md in an empty database, rolled up. */
export async function workedBusiness(db: Database): Promise<{ plans: Plans; people: People }> {
  const plans = { pro: await somePlan(db, "Pro"), max: await somePlan(db, "Max") };
  const people = await subscriptions(db, plans);
  await money(db, plans, people);
  // News that come after the first rollup, too.
  await rollUp(db, END);
  await credits(db, people);
  await rollUp(db, END);
  return { plans, people };
}

async function subscriptions(db: Database, plans: Plans): Promise<People> {
  const people = { ada: "", ben: "", cem: "", dora: "", eli: "", gus: "" };
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
  return people;
}

type Wish = Partial<Prisma.PaymentUncheckedCreateInput> & { userId: string; paidAt: Date; amountCents: number };

async function payment(db: Database, wish: Wish, plan?: { planVersionId: string }): Promise<string> {
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

async function money(db: Database, plans: Plans, people: People): Promise<void> {
  const { ada, ben, cem, dora, eli } = people;
  const { pro, max } = plans;
  await payment(db, { userId: ada, paidAt: on(10, 6), amountCents: 6_000, feeCents: 204 });
  const first = await payment(db, { userId: ada, paidAt: on(11, 5), amountCents: 1_900, feeCents: 85 }, pro);
  await payment(db, { userId: ada, paidAt: on(11, 10), amountCents: 2_500, feeCents: 103 }, max);
  await payment(db, { userId: ada, paidAt: on(11, 30), amountCents: 4_900, status: "FAILED" }, max);
  const wish = { paidAt: on(11, 10), amountCents: 4_900, feeCents: 172, status: "PARTIALLY_REFUNDED" } as const;
  const refunded = await payment(db, { userId: ben, ...wish }, max);
  await payment(db, { userId: dora, paidAt: on(11, 18), amountCents: 1_900, feeCents: 85 }, pro);
  await payment(db, { userId: eli, paidAt: on(11, 20), amountCents: 19_000, feeCents: 581 }, pro);
  const pack = await payment(db, {
    userId: cem,
    paidAt: on(11, 6),
    amountCents: 6_000,
    feeCents: 204,
    status: "DISPUTED",
  });
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
  await dispute.create({ data: { ...asked, stripeDisputeId: "dp_1", status: "OPEN", feeCents: 1_500 } });
}

async function credits(db: Database, people: People): Promise<void> {
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
  const reversed = await reverse(sql, { accountId: cem, of, amount: 20n, reason: "It failed" }, on(11, 9));
  if (!reversed.ok) throw new Error(reversed.reason);
  await adjust(sql, { accountId: ada, amount: 25n, reason: "Sorry", actor: "admin:1" }, on(11, 10));
  await debit(sql, { accountId: gus, amount: 300n, actor: "app:test" }, on(11, 10));
  await clawBack(sql, { accountId: gus, amount: 10n, sourceKey: "refund", actor }, on(11, 11));
  await clawBack(sql, { accountId: cem, amount: 50n, sourceKey: "refund", actor }, on(11, 28));
}
