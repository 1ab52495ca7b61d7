import { withCreditsTaken } from "@/lib/billing/billing-history";
import { refundableCents } from "@/lib/billing/refunds/returned-cents";
import type { Db, Sql } from "@/lib/db";
import type {
  AuditLog,
  BillingEvent,
  CreditNote,
  Dispute,
  Payment,
  PaymentPart,
  Refund,
  WebhookEvent,
} from "@/lib/generated/prisma/client";
import { isUuid } from "@/lib/is-uuid";
import { lotsOfPayment } from "@/lib/ledger/lots-of";
import type { Lot } from "@/lib/ledger/types";

/** Everything that admins see of a payment. */
export type PaymentDetails = {
  payment: Payment & {
    user: {
      id: string;
      email: string;
      externalId: string | null;
      deletedAt: Date | null;
      stripeCustomerId: string | null;
    };
    refunds: Refund[];
    disputes: Dispute[];
    creditNotes: CreditNote[];
    parts: PaymentPart[];
  };
  /** Minor units that can still be refunded, as recorded; 0 for a payment that was not paid. */
  refundableCents: number;
  /** When it is tried again by itself: by Stripe for an invoice, or by auto top-up. Null when it is not. */
  nextAttemptAt: Date | null;
  /** The credits it granted, lot by lot. */
  lots: Lot[];
  /** Its lines in the owner's billing history, oldest first. */
  history: BillingEvent[];
  /** Stripe's events about it, its invoice, refunds and disputes, newest first. */
  events: Pick<WebhookEvent, "id" | "type" | "status" | "outcome" | "occurredAt">[];
  /** What admins did to it, newest first. */
  audit: Pick<AuditLog, "id" | "action" | "reason" | "createdAt" | "actorId">[];
};

const SHOWN = 50;

/** A payment with its credits, refunds, disputes and events; null when there is none. */
export async function findPayment(
  { db, sql }: { db: Db; sql: Sql },
  paymentId: string,
): Promise<PaymentDetails | null> {
  if (!isUuid(paymentId)) return null;
  const oldestFirst = [{ createdAt: "asc" as const }, { id: "asc" as const }];
  const payment = await db.payment.findUnique({
    where: { id: paymentId },
    include: {
      user: {
        select: {
          id: true,
          email: true,
          externalId: true,
          deletedAt: true,
          stripeCustomerId: true,
          autoTopup: true,
        },
      },
      refunds: { orderBy: oldestFirst },
      disputes: { orderBy: oldestFirst },
      creditNotes: { orderBy: oldestFirst },
      parts: true,
    },
  });
  if (!payment) return null;
  const [lots, history, events, audit] = await Promise.all([
    lotsOfPayment(sql, payment.userId, paymentId),
    db.billingEvent.findMany({ where: { paymentId }, orderBy: [{ occurredAt: "asc" }, { id: "asc" }], take: SHOWN }),
    db.webhookEvent.findMany({
      where: { objectId: { in: idsAtStripe(payment) } },
      orderBy: [{ occurredAt: "desc" }, { id: "desc" }],
      take: SHOWN,
      select: { id: true, type: true, status: true, outcome: true, occurredAt: true },
    }),
    db.auditLog.findMany({
      where: { targetType: "payment", targetId: paymentId },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: SHOWN,
      select: { id: true, action: true, reason: true, createdAt: true, actorId: true },
    }),
  ]);
  const { autoTopup, ...user } = payment.user;
  const topUp =
    payment.origin === "AUTO_TOP_UP" && payment.status === "FAILED" && autoTopup?.enabled ? autoTopup : null;
  return {
    payment: { ...payment, user },
    refundableCents: payment.paidAt && payment.stripePaymentIntentId ? refundableCents(payment) : 0,
    nextAttemptAt: payment.nextAttemptAt ?? topUp?.nextAttemptAt ?? null,
    lots,
    history: await withCreditsTaken({ db, sql }, payment.userId, history),
    events,
    audit,
  };
}

function idsAtStripe(payment: Omit<PaymentDetails["payment"], "user">): string[] {
  return [
    payment.stripePaymentIntentId,
    payment.stripeInvoiceId,
    payment.stripeChargeId,
    payment.stripeCheckoutSessionId,
    ...payment.parts.map((part) => part.stripePaymentIntentId),
    ...payment.refunds.map((refund) => refund.stripeRefundId),
    ...payment.disputes.map((dispute) => dispute.stripeDisputeId),
    ...payment.creditNotes.map((note) => note.stripeCreditNoteId),
  ].flatMap((id) => id ?? []);
}
