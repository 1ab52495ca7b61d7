import { type Returned, refundableCents, refundedCents } from "@/lib/billing/refunds/returned-cents";
import type { Refund } from "@/lib/generated/prisma/client";
import type { StripeClient } from "@/lib/stripe/client";
import { fetchPayment } from "@/lib/stripe/payment-intents";
import { createRefund, fetchMoneyBack, findRefund } from "@/lib/stripe/refunds";

type Wanted = {
  /** As recorded: amounts already refunded or credited are not refunded again. */
  payment: Omit<Returned, "refunds"> & { refunds: Pick<Refund, "stripeRefundId" | "status" | "amountCents">[] };
  /** The payment intents that paid, in the order to refund them. */
  paymentIntentIds: string[];
  /** Minor units; everything that is left when undefined. */
  amountCents: number | undefined;
  key: string;
};

export type PartsRefunded =
  | { refunds: string[] }
  | { ok: false; reason: "nothing_to_refund" }
  | { ok: false; reason: "exceeds_payment"; refundableCents: number };

/**
 * Refunds a payment, from one payment intent after the other. The same key refunds once: refunds made under it before,
 * even if their response was lost, count as made. Throws Stripe's refusals.
 */
export async function refundParts(
  stripe: StripeClient,
  { payment, paymentIntentIds, amountCents, key }: Wanted,
): Promise<PartsRefunded> {
  const parts: Part[] = [];
  for (const [index, paymentIntentId] of paymentIntentIds.entries()) {
    const idempotencyKey = index === 0 ? key : `${key}-${paymentIntentId}`;
    parts.push(await readPart(stripe, { paymentIntentId, idempotencyKey }));
  }
  const made = parts.flatMap((part) => part.made ?? []);
  const left = parts.filter((part) => !part.made).reduce((sum, { leftCents }) => sum + leftCents, 0);
  const refundable = Math.min(left, refundableCents(withMade(payment, made)));
  const madeCents = made.reduce((sum, one) => sum + one.amountCents, 0);
  let wanted = amountCents === undefined ? refundable : amountCents - madeCents;
  if (made.length > 0 && wanted <= 0) return { refunds: idsOf(made) };
  if (refundable <= 0) return { ok: false, reason: "nothing_to_refund" };
  if (wanted > refundable || wanted <= 0) return { ok: false, reason: "exceeds_payment", refundableCents: refundable };
  const refunds = idsOf(made);
  for (const { paymentIntentId, idempotencyKey, leftCents, made: before } of parts) {
    const amount = Math.min(wanted, leftCents);
    if (before || amount <= 0) continue;
    const reason = "requested_by_customer";
    refunds.push(await createRefund(stripe, { paymentIntentId, amountCents: amount, reason, idempotencyKey }));
    wanted -= amount;
  }
  return { refunds };
}

/** Including refunds that are not recorded yet. */
function withMade(payment: Wanted["payment"], made: readonly Made[]): Returned {
  const known = new Set(payment.refunds.map(({ stripeRefundId }) => stripeRefundId));
  const news = made
    .filter(({ id }) => !known.has(id))
    .map(({ amountCents }) => ({ amountCents, status: "PENDING" }) as const);
  return { ...payment, refunds: [...payment.refunds, ...news] };
}

const idsOf = (refunds: { id: string }[]) => refunds.map(({ id }) => id);

type Made = { id: string; amountCents: number };

type Part = {
  paymentIntentId: string;
  idempotencyKey: string;
  /** Minor units that can be refunded. */
  leftCents: number;
  /** The refund made under the key before. */
  made: Made | null;
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
  return { paymentIntentId, idempotencyKey, leftCents, made };
}
