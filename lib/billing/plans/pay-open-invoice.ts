import { livePaidSubscription } from "@/lib/billing/plans/decide-change";
import { syncAtOnce } from "@/lib/billing/plans/sync-at-once";
import type { CallerServices } from "@/lib/billing/stripe-limit";
import { takeTurn } from "@/lib/billing/take-turn";
import type { BillingRefusal } from "@/lib/billing/types";
import type { StripeClient } from "@/lib/stripe/client";
import { isStripeUnavailable } from "@/lib/stripe/errors";
import { findOpenInvoice, payInvoice } from "@/lib/stripe/pay-invoice";
import { fetchCustomer } from "@/lib/stripe/payment-methods";
import { whenStripeAnswers } from "@/lib/stripe/when-stripe-answers";

export type OpenInvoicePaid =
  | { ok: true; status: "paid" | "processing" | "nothing_to_pay" }
  /** The bank requires authentication. Confirm with the secret, or send the user to the invoice's page. */
  | { ok: true; status: "requires_action"; clientSecret: string | null; invoiceUrl: string | null }
  | BillingRefusal;

/**
 * Retries the newest open invoice of the live subscription with the customer's default or last saved card, for example
 * right after it was replaced. Nothing to pay is not a refusal.
 */
export async function payOpenInvoice(
  services: CallerServices,
  { userId }: { userId: string },
  now: Date,
): Promise<OpenInvoicePaid> {
  const tooMany = await services.purchases.refuse(userId);
  if (tooMany) return tooMany;
  const { database, stripe } = services;
  // The second of two concurrent attempts finds nothing to pay.
  return whenStripeAnswers(() =>
    takeTurn<OpenInvoicePaid>(database.sql, { userId, purpose: "pay_invoice" }, async () => {
      const live = await livePaidSubscription(database.prisma, userId);
      const user = await database.prisma.user.findUnique({ where: { id: userId } });
      if (!live || !user?.stripeCustomerId) return { ok: true, status: "nothing_to_pay" };
      const { stripeSubscriptionId } = live;
      const paid = await payAtStripe(stripe, { stripeSubscriptionId, customerId: user.stripeCustomerId });
      await syncAtOnce(services, { userId, stripeSubscriptionId }, now);
      return paid;
    }),
  );
}

type Owing = { stripeSubscriptionId: string; customerId: string };

async function payAtStripe(
  stripe: StripeClient,
  { stripeSubscriptionId, customerId }: Owing,
): Promise<OpenInvoicePaid> {
  const invoice = await findOpenInvoice(stripe, stripeSubscriptionId);
  if (!invoice) return { ok: true, status: "nothing_to_pay" };
  const customer = await fetchCustomer(stripe, customerId);
  const card = customer && !customer.isDeleted ? customer.card : null;
  return card ? pay(stripe, invoice, card.id) : { ok: false, reason: "no_saved_card" };
}

type Open = { id: string; invoiceUrl: string | null };

/** When it is unknown whether Stripe charged, repeating the request finds out: an invoice is paid once. */
async function pay(stripe: StripeClient, { id, invoiceUrl }: Open, paymentMethodId: string): Promise<OpenInvoicePaid> {
  try {
    const outcome = await payInvoice(stripe, { id, paymentMethodId });
    if (outcome.status === "requires_action") return { ok: true, ...outcome, invoiceUrl };
    if (outcome.status !== "declined") return { ok: true, status: outcome.status };
    return { ok: false, reason: "card_declined", sentence: outcome.sentence, paymentId: null };
  } catch (error) {
    if (isStripeUnavailable(error)) return { ok: false, reason: "payment_unknown" };
    throw error;
  }
}
