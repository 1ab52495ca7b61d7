import { type Returned, refundableCents, refundedCents } from "@/lib/billing/refunds/returned-cents";
import type { Refund } from "@/lib/generated/prisma/client";
import type { StripeClient } from "@/lib/stripe/client";
import { fetchPayment } from "@/lib/stripe/payment-intents";
import { createRefund, fetchMoneyBack, findRefund } from "@/lib/stripe/refunds";

export type RefundWish = {
  /** As recorded: amounts already refunded or credited are not refunded again. */
  payment: Omit<Returned, "refunds"> & { refunds: Pick<Refund, "stripeRefundId" | "status" | "amountCents">[] };
  /** The payment intents that paid, in the order to refund them. */
  paymentIntentIds: string[];
  /** Minor units; everything that is left when undefined. */
  amountCents: number | undefined;
  key: string;
};

/** A refund to make of one payment intent. */
type Share = { paymentIntentId: string; idempotencyKey: string; amountCents: number };

export type RefundPlan =
  | {
      ok: true;
      /** Refunds that were made under the key before. */
      made: string[];
      /** Those that are still to be made. */
      shares: Share[];
      /** Minor units that could be refunded before this. */
      refundableCents: number;
    }
  | { ok: false; reason: "nothing_to_refund" }
  /** A dispute is open: Stripe refunds no disputed charge (https://docs.stripe.com/refunds, `charge_disputed`). */
  | { ok: false; reason: "refund_refused"; detail: string }
  | { ok: false; reason: "exceeds_payment"; refundableCents: number };

/**
 * Decides from Stripe's current state what to refund of a payment, from one payment intent after the other. Refunds made
 * under the same key before, even if their response was lost, count as made. Refunds nothing.
 */
export async function planRefund(
  stripe: StripeClient,
  { payment, paymentIntentIds, amountCents, key }: RefundWish,
): Promise<RefundPlan> {
  const parts: Part[] = [];
  for (const [index, paymentIntentId] of paymentIntentIds.entries()) {
    const idempotencyKey = index === 0 ? key : `${key}-${paymentIntentId}`;
    parts.push(await readPart(stripe, { paymentIntentId, idempotencyKey }));
  }
  const made = parts.flatMap((part) => part.made ?? []);
  const left = parts.filter((part) => !part.made).reduce((sum, { leftCents }) => sum + leftCents, 0);
  const refundable = Math.max(0, Math.min(left, refundableCents(withMade(payment, made))));
  const madeCents = made.reduce((sum, one) => sum + one.amountCents, 0);
  let wanted = amountCents === undefined ? refundable : amountCents - madeCents;
  const plan = { ok: true, made: made.map(({ id }) => id), refundableCents: refundable } as const;
  if (made.length > 0 && wanted <= 0) return { ...plan, shares: [] };
  if (parts.some(({ isDisputed }) => isDisputed)) {
    return { ok: false, reason: "refund_refused", detail: WHILE_DISPUTED };
  }
  if (refundable <= 0) return { ok: false, reason: "nothing_to_refund" };
  if (wanted > refundable || wanted <= 0) return { ok: false, reason: "exceeds_payment", refundableCents: refundable };
  const shares: Share[] = [];
  for (const { paymentIntentId, idempotencyKey, leftCents, made: before } of parts) {
    const amount = Math.min(wanted, leftCents);
    if (before || amount <= 0) continue;
    shares.push({ paymentIntentId, idempotencyKey, amountCents: amount });
    wanted -= amount;
  }
  return { ...plan, shares };
}

const WHILE_DISPUTED =
  "A dispute of this payment is open. Stripe refunds no disputed charge: answer or accept the dispute.";

export type PartsRefunded = { refunds: string[] } | Exclude<RefundPlan, { ok: true }>;

/** Refunds a payment as planned. The same key refunds once. Throws Stripe's refusals. */
export async function refundParts(stripe: StripeClient, wish: RefundWish): Promise<PartsRefunded> {
  const plan = await planRefund(stripe, wish);
  if (!plan.ok) return plan;
  const refunds = [...plan.made];
  for (const share of plan.shares) {
    refunds.push(await createRefund(stripe, { ...share, reason: "requested_by_customer" }));
  }
  return { refunds };
}

/** Including refunds that are not recorded yet. */
function withMade(payment: RefundWish["payment"], made: readonly Made[]): Returned {
  const known = new Set(payment.refunds.map(({ stripeRefundId }) => stripeRefundId));
  const news = made
    .filter(({ id }) => !known.has(id))
    .map(({ amountCents }) => ({ amountCents, status: "PENDING" }) as const);
  return { ...payment, refunds: [...payment.refunds, ...news] };
}

type Made = { id: string; amountCents: number };

type Part = {
  paymentIntentId: string;
  idempotencyKey: string;
  /** Minor units that can be refunded. */
  leftCents: number;
  /** The refund made under the key before. */
  made: Made | null;
  /** The bank has not decided yet. An inquiry can still be refunded, which ends it. */
  isDisputed: boolean;
};

async function readPart(
  stripe: StripeClient,
  { paymentIntentId, idempotencyKey }: Pick<Part, "paymentIntentId" | "idempotencyKey">,
): Promise<Part> {
  const payment = await fetchPayment(stripe, paymentIntentId);
  const { refunds, disputes } = await fetchMoneyBack(stripe, paymentIntentId);
  const lost = disputes.filter(({ status }) => status === "LOST").reduce((sum, one) => sum + one.amountCents, 0);
  const id = await findRefund(stripe, { paymentIntentId, idempotencyKey });
  const made = refunds.find((refund) => refund.id === id) ?? null;
  const leftCents = Math.max(0, (payment?.receivedCents ?? 0) - refundedCents(refunds) - lost);
  const isDisputed = disputes.some(({ status }) => status === "OPEN");
  return { paymentIntentId, idempotencyKey, leftCents, made, isDisputed };
}
