import { z } from "zod";
import { shownEmail } from "@/lib/account/placeholder-email";
import { paymentView, toPaymentView } from "@/lib/api/endpoints/billing/view";
import { jsonInteger } from "@/lib/api/http/json";
import { cents, credits, currency, isoTimeOrNull, time } from "@/lib/api/http/schemas";
import type { OwnedPayment } from "@/lib/billing/purchases/list-all-payments";
import type { RefundPreview } from "@/lib/billing/purchases/preview-refund";
import { PAYMENT_ORIGINS } from "@/lib/billing/types";

export const adminPaymentView = paymentView
  .extend({
    user: z.object({ id: z.string(), email: z.string().nullable(), externalId: z.string().nullable() }),
    origin: z.enum(PAYMENT_ORIGINS).meta({ description: "How the payment came about." }),
    declineCode: z.string().nullable().meta({ description: "Stripe's code of why the bank declined it." }),
    nextAttemptAt: time.nullable().meta({ description: "When Stripe tries to collect its invoice again." }),
    stripePaymentIntentId: z.string().nullable(),
    stripeInvoiceId: z.string().nullable(),
  })
  .meta({ title: "AdminPayment", description: "A payment with its owner." });

/** A payment as the API shows it to admins. */
export function toAdminPaymentView(payment: OwnedPayment): z.input<typeof adminPaymentView> {
  return {
    ...toPaymentView(payment),
    user: {
      id: payment.user.id,
      email: shownEmail(payment.user.email),
      externalId: payment.user.externalId,
    },
    origin: payment.origin,
    declineCode: payment.declineCode,
    nextAttemptAt: isoTimeOrNull(payment.nextAttemptAt),
    stripePaymentIntentId: payment.stripePaymentIntentId,
    stripeInvoiceId: payment.stripeInvoiceId,
  };
}

const standing = z.object({ balance: credits, debt: credits });

export const refundPreviewView = z
  .object({
    amountCents: cents,
    refundableCents: cents.meta({ description: "How much could be refunded." }),
    currency,
    credits: credits.meta({ description: "Credits that are taken back." }),
    before: standing,
    after: standing.meta({ description: "The owner's balance after it; credits that were spent become debt." }),
    referrerCredits: credits.meta({ description: "Credits that are taken back from the user who referred the owner." }),
  })
  .meta({ title: "RefundPreview", description: "What a refund would do." });

/** A preview of a refund as the API shows it. */
export function toRefundPreviewView(preview: RefundPreview): z.input<typeof refundPreviewView> {
  const { amountCents, refundableCents, currency: code, before, after } = preview;
  const toStanding = ({ balance, debt }: RefundPreview["before"]) => ({
    balance: jsonInteger(balance),
    debt: jsonInteger(debt),
  });
  return {
    amountCents,
    refundableCents,
    currency: code,
    credits: jsonInteger(preview.credits),
    before: toStanding(before),
    after: toStanding(after),
    referrerCredits: jsonInteger(preview.referrerCredits),
  };
}
