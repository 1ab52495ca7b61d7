import { requireUser } from "@/lib/auth/guards";
import { nextInvoice } from "@/lib/billing/plans/next-invoice";
import { stripeFor } from "@/lib/billing/stripe-limit";
import { formatPrice } from "@/lib/format/money";

/** The amount of the next invoice, with discounts and customer balance; the list price when Stripe does not respond. */
export async function NextAmount({ subscriptionId, otherwise }: { subscriptionId: string; otherwise: string }) {
  const user = await requireUser("/billing");
  const stripe = await stripeFor(user.id);
  const invoice = stripe.ok ? await nextInvoice(stripe, { userId: user.id, subscriptionId }) : null;
  return invoice ? formatPrice(invoice.amountDueCents, invoice.currency) : otherwise;
}
