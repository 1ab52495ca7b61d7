import { requireUser } from "@/lib/auth/guards";
import { nextInvoice } from "@/lib/billing/plans/next-invoice";
import { stripeFor } from "@/lib/billing/stripe-limit";
import { formatMoney } from "@/lib/format/money";

/** What the next invoice comes to, with discounts and what Stripe still owes; the listed price when it does not answer. */
export async function NextAmount({ subscriptionId, otherwise }: { subscriptionId: string; otherwise: string }) {
  const user = await requireUser("/billing");
  const stripe = await stripeFor(user.id);
  const invoice = stripe.ok ? await nextInvoice(stripe, { userId: user.id, subscriptionId }) : null;
  return invoice ? formatMoney(invoice.amountDueCents, invoice.currency) : otherwise;
}
