import { z } from "zod";
import { type Actor, audit } from "@/lib/audit";
import type { BillingServices } from "@/lib/billing/context";
import { converge } from "@/lib/billing/converge";
import { isDeletedUser } from "@/lib/billing/deleted-user";
import { paymentIntentsOf } from "@/lib/billing/purchases/preview-refund";
import { type RefundWish, refundParts } from "@/lib/billing/refunds/refund-parts";
import { WITH_RETURNS } from "@/lib/billing/refunds/returned-cents";
import { syncPayment } from "@/lib/billing/sync/sync-payment";
import { type Busy, takeTurn } from "@/lib/billing/take-turn";
import type { Db } from "@/lib/db";
import type { Payment, PaymentPart } from "@/lib/generated/prisma/client";
import type { StripeClient } from "@/lib/stripe/client";
import { isStripeRefusal } from "@/lib/stripe/errors";
import type { StripeRefusal } from "@/lib/stripe/refusals";
import { whenStripeAnswers } from "@/lib/stripe/when-stripe-answers";

export type RefundRequest = {
  /** Our id. */
  paymentId: string;
  /** Minor units of the payment's currency; by default everything not yet refunded. */
  amountCents?: number;
  /** The reason, for the audit log. */
  reason: string;
  /** One refund per key: a form submitted twice refunds once. */
  idempotencyKey: string;
};

export type RefundResult =
  | { ok: true; payment: Payment }
  | { ok: false; reason: "unknown_payment" | "nothing_to_refund" | "account_deleted" }
  /** The key was sent before with another amount. */
  | { ok: false; reason: "idempotency_key_reused" }
  | { ok: false; reason: "exceeds_payment"; refundableCents: number }
  /** A dispute is open, or Stripe refused it, as for a payment that is too old. `detail` says why. */
  | { ok: false; reason: "refund_refused"; detail: string }
  | Busy
  | StripeRefusal;

/** Refunds a payment, by an admin, and takes its credits back at the same time. */
export async function refundPayment(
  services: BillingServices,
  actor: Actor,
  request: RefundRequest,
  now: Date,
): Promise<RefundResult> {
  const { database } = services;
  const { paymentId } = request;
  const found = await database.prisma.payment.findUnique({ where: { id: paymentId }, select: { userId: true } });
  if (!found) return { ok: false, reason: "unknown_payment" };
  // Nothing is synced for a deleted account, so a refund from here would not be recorded.
  if (await isDeletedUser(database.sql, found.userId)) return { ok: false, reason: "account_deleted" };
  const turn = { userId: found.userId, purpose: "refund_payment" };
  return whenStripeAnswers(() => takeTurn(database.sql, turn, () => refundInTurn(services, actor, request, now)));
}

async function refundInTurn(
  services: BillingServices,
  actor: Actor,
  request: RefundRequest,
  now: Date,
): Promise<RefundResult> {
  const { database, stripe } = services;
  const { paymentId, amountCents, idempotencyKey } = request;
  const before = await database.prisma.payment.findUniqueOrThrow({
    where: { id: paymentId },
    include: { ...WITH_RETURNS, parts: true },
  });
  const { stripePaymentIntentId: paymentIntentId } = before;
  const key = `refill-refund-${paymentId}-${idempotencyKey}`;
  const ofKey = { path: ["idempotencyKey"], equals: idempotencyKey };
  const repeated = await database.prisma.auditLog.findFirst({
    where: { targetType: "payment", targetId: paymentId, after: ofKey },
  });
  if (!paymentIntentId || !before.paidAt) return { ok: false, reason: "nothing_to_refund" };
  if (repeated && !isSameRefund(repeated.after, request)) return { ok: false, reason: "idempotency_key_reused" };
  if (repeated) return { ok: true, payment: before };
  const refund = await giveBack(stripe, { payment: before, paymentIntentId, amountCents, key });
  if (typeof refund !== "string") return refund;
  const payment = await converge(services, before.userId, async (reader, user) => {
    const write = await syncPayment(reader, user, paymentIntentId, now, { givenBack: true });
    return async (context, locked) => {
      const { payment: after = before } = await write(context, locked);
      await noteRefund(context.db, actor, { request, refund, before, after }, now);
      return after;
    };
  });
  return { ok: true, payment: payment ?? before };
}

/** Whether a recorded refund was asked for with the same amount. Records of earlier versions do not tell. */
function isSameRefund(recorded: unknown, { amountCents = null }: { amountCents?: number | null }): boolean {
  const known = z.object({ requestedCents: z.number().nullable() }).safeParse(recorded);
  return !known.success || known.data.requestedCents === amountCents;
}

type Refunded = { request: RefundRequest; refund: string; before: Payment; after: Payment };

async function noteRefund(
  db: Db,
  actor: Actor,
  { request, refund, before, after }: Refunded,
  now: Date,
): Promise<void> {
  const { paymentId, amountCents: requestedCents = null, reason, idempotencyKey } = request;
  const { currency } = after;
  await audit(
    db,
    actor,
    {
      action: "payment.refunded",
      targetType: "payment",
      targetId: paymentId,
      reason,
      before: { refundedCents: before.refundedCents, currency },
      after: { refundedCents: after.refundedCents, currency, requestedCents, refund, idempotencyKey },
    },
    now,
  );
}

type Wanted = {
  payment: RefundWish["payment"] & { parts: PaymentPart[] };
  /** The main payment intent, of a payment in parts. */
  paymentIntentId: string;
  amountCents: number | undefined;
  key: string;
};

/** Returns the refund's id; for a payment in parts there may be several. */
async function giveBack(
  stripe: StripeClient,
  { payment, paymentIntentId, amountCents, key }: Wanted,
): Promise<string | RefundResult> {
  const paymentIntentIds = paymentIntentsOf({ stripePaymentIntentId: paymentIntentId, parts: payment.parts });
  const made = await refundParts(stripe, { payment, paymentIntentIds, amountCents, key }).catch(refused);
  return "refunds" in made ? made.refunds.join(" ") : made;
}

function refused(error: unknown): { ok: false; reason: "refund_refused"; detail: string } {
  if (error instanceof Error && isStripeRefusal(error))
    return { ok: false, reason: "refund_refused", detail: error.message };
  throw error;
}
