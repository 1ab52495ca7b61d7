import type { Db, Sql } from "@/lib/db";
import { dateFormat, numberFormat } from "@/lib/format/formats";
import { formatMoney } from "@/lib/format/money";
import type { Payment, Price, Subscription } from "@/lib/generated/prisma/client";
import { entriesSince, lastSeq } from "@/lib/ledger/queries";

/** A difference between the database and Stripe. */
export type Drift = {
  object:
    | "subscription"
    | "checkout"
    | "payment"
    | "refund"
    | "dispute"
    | "customer"
    | "ledger"
    | "product"
    | "price"
    /** The secret key: a permission it lacks. */
    | "key";
  /** Stripe's id, the credit account's, or what the key cannot read. */
  id: string;
  /** The user's id; null when it concerns no user. */
  user: string | null;
  /** A sentence for the report. */
  what: string;
  healed: boolean;
};

type Fact = Pick<Drift, "object" | "id"> & { says: Record<string, string | number | boolean | Date | null> };

/** Everything a sync can change about a user, for comparing before and after. */
export type Known = { facts: Map<string, Fact>; seq: bigint };

/** The recorded state of a user. */
export async function readKnown(db: Db, sql: Sql, userId: string): Promise<Known> {
  const user = await db.user.findUniqueOrThrow({ where: { id: userId }, include: { savedCard: true } });
  const subscriptions = await db.subscription.findMany({
    where: { userId, stripeSubscriptionId: { not: null } },
    include: { price: true, scheduledPrice: true },
  });
  const payments = await db.payment.findMany({ where: { userId }, include: { refunds: true, disputes: true } });
  const facts: Fact[] = [
    { object: "customer", id: userId, says: { customer: user.stripeCustomerId, card: cardOf(user.savedCard) } },
    ...subscriptions.map(subscriptionFact),
    ...payments.flatMap((payment) => [
      paymentFact(payment),
      ...payment.refunds.map((one) => moneyBackFact("refund", one.stripeRefundId, one)),
      ...payment.disputes.map((one) => moneyBackFact("dispute", one.stripeDisputeId, one)),
    ]),
  ];
  return {
    facts: new Map(facts.map((fact) => [`${fact.object}:${fact.id}`, fact])),
    seq: await lastSeq(sql, userId),
  };
}

/** What a sync changed, in words. Ledger changes are read from the new entries. */
export async function findChanges(sql: Sql, userId: string, before: Known, after: Known): Promise<Drift[]> {
  const found: Drift[] = [];
  for (const [key, { object, id, says }] of after.facts) {
    const what = differenceOf(before.facts.get(key)?.says, says);
    if (what) found.push({ object, id, user: userId, what, healed: true });
  }
  if (after.seq > before.seq) {
    const entries = await entriesSince(sql, userId, before.seq);
    const what = entries
      .map(({ amount, description }) => `${signed.format(amount)} credits, ${description}`)
      .join("; ");
    found.push({ object: "ledger", id: userId, user: userId, what: `missing: ${what}`, healed: true });
  }
  return found;
}

function differenceOf(before: Fact["says"] | undefined, after: Fact["says"]): string | null {
  if (!before)
    return `was not on record: ${Object.entries(after)
      .slice(0, 1)
      .map(([, value]) => words(value))}`;
  const changed = Object.entries(after).filter(([name, value]) => !isSame(before[name] ?? null, value));
  if (changed.length === 0) return null;
  return changed.map(([name, value]) => `${name} was ${words(before[name] ?? null)}, is ${words(value)}`).join("; ");
}

type Said = Fact["says"][string];

const isSame = (one: Said, other: Said): boolean => exact(one) === exact(other);
const exact = (value: Said) => (value instanceof Date ? value.getTime() : value);

/** "past due", "29 Nov 2026, 12:00:05 UTC", "yes". */
function words(value: Said): string {
  if (value === null) return "none";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (value instanceof Date) return `${times.format(value)} UTC`;
  const text = String(value);
  return /^[A-Z_]+$/.test(text) ? text.toLowerCase().replaceAll("_", " ") : text;
}

const times = dateFormat({ dateStyle: "medium", timeStyle: "medium", timeZone: "UTC" });
const signed = numberFormat({ signDisplay: "exceptZero" });

function cardOf(card: { brand: string; last4: string | null } | null): string | null {
  return card && `${card.brand} ${card.last4 ?? ""}`.trimEnd();
}

type SubscriptionRow = Subscription & { price: Price | null; scheduledPrice: Price | null };

function subscriptionFact({ price, scheduledPrice, ...row }: SubscriptionRow): Fact {
  return {
    object: "subscription",
    id: row.stripeSubscriptionId ?? row.id,
    says: {
      status: row.status,
      price: price?.lookupKey ?? null,
      quantity: row.quantity,
      "without a plan": row.withoutPlan,
      "period start": row.currentPeriodStart,
      "period end": row.currentPeriodEnd,
      "paid through": row.paidThrough,
      "trial end": row.trialEndsAt,
      "cancels at period end": row.cancelAtPeriodEnd,
      "cancels at": row.cancelAt,
      canceled: row.canceledAt,
      ended: row.endedAt,
      "scheduled price": scheduledPrice?.lookupKey ?? null,
      "scheduled quantity": row.scheduledQuantity,
      "scheduled for": row.scheduledChangeAt,
      duplicate: row.duplicate,
    },
  };
}

function paymentFact(row: Payment): Fact {
  const { id, stripePaymentIntentId, status, paidAt } = row;
  const money = (cents: number) => formatMoney(cents, row.currency);
  const [amount, refunded, credited] = [money(row.amountCents), money(row.refundedCents), money(row.creditedCents)];
  const says = { status, amount, refunded, credited, paid: paidAt };
  return { object: "payment", id: stripePaymentIntentId ?? id, says };
}

function moneyBackFact(
  object: "refund" | "dispute",
  id: string,
  { status, amountCents, currency }: { status: string; amountCents: number; currency: string },
): Fact {
  return { object, id, says: { status, amount: formatMoney(amountCents, currency) } };
}
