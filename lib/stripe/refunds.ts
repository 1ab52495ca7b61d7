import type Stripe from "stripe";
import { own } from "@/lib/own";
import { allPages } from "@/lib/stripe/all-pages";
import type { StripeClient } from "@/lib/stripe/client";
import { isAlreadyReturned, isStripeMissing } from "@/lib/stripe/errors";
import { feeOf, fromSeconds, fromSecondsOrNull, idOf } from "@/lib/stripe/shapes";

export type RefundFacts = {
  id: string;
  status: "PENDING" | "REQUIRES_ACTION" | "SUCCEEDED" | "FAILED" | "CANCELED";
  amountCents: number;
  currency: string;
  reason: string | null;
  failureReason: string | null;
  createdAt: Date;
};

export type DisputeFacts = {
  id: string;
  status: "INQUIRY" | "OPEN" | "WON" | "LOST";
  amountCents: number;
  currency: string;
  reason: string;
  /** What Stripe charged for handling it, in the payment's currency, less what it gave back. */
  feeCents: number;
  evidenceDueAt: Date | null;
  /** Nothing was submitted to the bank yet. */
  needsResponse: boolean;
  createdAt: Date;
};

/** All refunds and disputes of a payment, including pending ones, oldest first. */
export async function fetchMoneyBack(
  stripe: StripeClient,
  paymentIntentId: string,
): Promise<{ refunds: RefundFacts[]; disputes: DisputeFacts[] }> {
  const of = { payment_intent: paymentIntentId };
  const [refunds, disputes] = await Promise.all([
    allPages((page) => stripe.refunds.list({ ...page, ...of })),
    allPages((page) => stripe.disputes.list({ ...page, ...of })),
  ]);
  return { refunds: refunds.map(toRefund).reverse(), disputes: disputes.map(toDispute).reverse() };
}

/** The payment intent of a refund; null when it has none or is unknown. */
export async function fetchPaymentIntentOfRefund(stripe: StripeClient, refundId: string): Promise<string | null> {
  return intentOf(() => stripe.refunds.retrieve(refundId));
}

/** The payment intent of a dispute; null when it has none or is unknown. */
export async function fetchPaymentIntentOfDispute(stripe: StripeClient, disputeId: string): Promise<string | null> {
  return intentOf(() => stripe.disputes.retrieve(disputeId));
}

const KEY = "refill_key";

/** The refund made under a key, however long ago; Stripe itself remembers a key for a day. */
export async function findRefund(
  stripe: StripeClient,
  { paymentIntentId, idempotencyKey }: { paymentIntentId: string; idempotencyKey: string },
): Promise<string | null> {
  const { data } = await stripe.refunds.list({ payment_intent: paymentIntentId, limit: 100 });
  return data.find(({ metadata }) => metadata?.[KEY] === idempotencyKey)?.id ?? null;
}

/** Refunds a payment; everything that is left by default. The same key refunds once. Returns the refund's id. */
export async function createRefund(
  stripe: StripeClient,
  wanted: {
    paymentIntentId: string;
    amountCents?: number;
    reason?: "duplicate" | "fraudulent" | "requested_by_customer";
    idempotencyKey: string;
  },
): Promise<string> {
  const { paymentIntentId, amountCents: amount, reason, idempotencyKey } = wanted;
  const refund = await stripe.refunds.create(
    { payment_intent: paymentIntentId, amount, reason, metadata: { [KEY]: idempotencyKey } },
    { idempotencyKey },
  );
  return refund.id;
}

/**
 * The same for a payment that may have been refunded before: Stripe remembers a key for a day, but keeps every refund.
 */
export async function refundWhatIsLeft(
  stripe: StripeClient,
  wanted: Omit<Parameters<typeof createRefund>[1], "amountCents">,
): Promise<void> {
  try {
    await createRefund(stripe, wanted);
  } catch (error) {
    if (!isAlreadyReturned(error)) throw error;
  }
}

type OfPayment = { payment_intent?: string | { id: string } | null };

async function intentOf(retrieve: () => Promise<OfPayment>): Promise<string | null> {
  try {
    return idOf((await retrieve()).payment_intent);
  } catch (error) {
    if (isStripeMissing(error)) return null;
    throw error;
  }
}

const REFUND_STATUSES: Partial<Record<string, RefundFacts["status"]>> = {
  requires_action: "REQUIRES_ACTION",
  succeeded: "SUCCEEDED",
  failed: "FAILED",
  canceled: "CANCELED",
};

function toRefund(refund: Stripe.Refund): RefundFacts {
  return {
    id: refund.id,
    // The status is an open set; an unknown one is pending until Stripe says otherwise.
    status: own(REFUND_STATUSES, refund.status ?? "") ?? "PENDING",
    amountCents: refund.amount,
    currency: refund.currency,
    reason: refund.reason,
    failureReason: refund.failure_reason ?? null,
    createdAt: fromSeconds(refund.created),
  };
}

function toDispute(dispute: Stripe.Dispute): DisputeFacts {
  return {
    id: dispute.id,
    status: disputeStatusOf(dispute),
    amountCents: dispute.amount,
    currency: dispute.currency,
    reason: dispute.reason,
    feeCents: dispute.balance_transactions.reduce((sum, moved) => sum + feeOf(moved), 0),
    evidenceDueAt: fromSecondsOrNull(dispute.evidence_details.due_by),
    needsResponse: dispute.status === "needs_response" || dispute.status === "warning_needs_response",
    createdAt: fromSeconds(dispute.created),
  };
}

/**
 * An inquiry (a status that begins with warning_) has moved no money (docs.stripe.com/disputes/how-disputes-work), nor
 * has a prevented dispute. An unknown status is open: credits wait instead of being spent or lost.
 */
function disputeStatusOf({ status }: Stripe.Dispute): DisputeFacts["status"] {
  if (status.startsWith("warning_")) return "INQUIRY";
  if (status === "won" || status === "prevented") return "WON";
  return status === "lost" ? "LOST" : "OPEN";
}
