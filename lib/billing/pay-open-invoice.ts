import { type BillingServices, lockUser } from "@/lib/billing/context";
import { livePaidSubscription } from "@/lib/billing/decide-change";
import { syncAtOnce } from "@/lib/billing/sync-at-once";
import type { BillingRefusal } from "@/lib/billing/types";
import { whenStripeAnswers } from "@/lib/billing/when-stripe-answers";
import { isStripeUnavailable } from "@/lib/stripe/errors";
import { findOpenInvoice, payInvoice } from "@/lib/stripe/pay-invoice";
import { fetchCustomer } from "@/lib/stripe/payment-methods";

export type OpenInvoicePaid =
  | { ok: true; status: "paid" | "processing" | "nothing_to_pay" }
  /** The bank wants to ask: send the owner to the invoice's page. */
  | { ok: true; status: "requires_action"; invoiceUrl: string | null }
  | BillingRefusal;

/**
 * Tries again to collect the newest open invoice of the live subscription, with the card that the customer made the
 * default or saved last: for instance right after it was replaced. Nothing to pay is no refusal.
 */
export async function payOpenInvoice(
  services: BillingServices,
  { userId }: { userId: string },
  now: Date,
): Promise<OpenInvoicePaid> {
  return whenStripeAnswers(async () => {
    const { stripeSubscriptionId, paid } = await payAtStripe(services, userId);
    if (stripeSubscriptionId) await syncAtOnce(services, { userId, stripeSubscriptionId }, now);
    return paid;
  });
}

/** Under the user's lock: of two tries at once the second finds nothing to pay. */
async function payAtStripe({ database, stripe }: BillingServices, userId: string) {
  return database.transaction<{ stripeSubscriptionId?: string; paid: OpenInvoicePaid }>(async (db, sql) => {
    const user = await lockUser(sql, userId);
    const live = await livePaidSubscription(db, userId);
    if (!live || !user?.stripeCustomerId) return { paid: { ok: true, status: "nothing_to_pay" } };
    const { stripeSubscriptionId } = live;
    const invoice = await findOpenInvoice(stripe, stripeSubscriptionId);
    if (!invoice) return { stripeSubscriptionId, paid: { ok: true, status: "nothing_to_pay" } };
    const customer = await fetchCustomer(stripe, user.stripeCustomerId);
    const card = customer && !customer.isDeleted ? customer.card : null;
    if (!card) return { stripeSubscriptionId, paid: { ok: false, reason: "no_saved_card" } };
    return { stripeSubscriptionId, paid: await pay({ stripe }, invoice, card.id) };
  });
}

type Open = { id: string; invoiceUrl: string | null };

/** When Stripe does not say whether it charged, asking again finds out: an invoice is paid once. */
async function pay(
  { stripe }: Pick<BillingServices, "stripe">,
  { id, invoiceUrl }: Open,
  paymentMethodId: string,
): Promise<OpenInvoicePaid> {
  try {
    const outcome = await payInvoice(stripe, { id, paymentMethodId });
    if (outcome.status === "requires_action") return { ok: true, status: "requires_action", invoiceUrl };
    if (outcome.status !== "declined") return { ok: true, status: outcome.status };
    return { ok: false, reason: "card_declined", sentence: outcome.sentence, paymentId: null };
  } catch (error) {
    if (isStripeUnavailable(error)) return { ok: false, reason: "payment_unknown" };
    throw error;
  }
}
