import type { StripeClient } from "@/lib/stripe/client";
import { isStripeRefusal } from "@/lib/stripe/errors";
import { fromSeconds } from "@/lib/stripe/shapes";

/** `amountDueCents` is what will be charged, after discounts and the customer balance. */
export type UpcomingInvoice = { at: Date; amountDueCents: number; currency: string };

/** The next invoice; null when there will be none, for example because the subscription is set to end. */
export async function fetchUpcomingInvoice(
  stripe: StripeClient,
  subscriptionId: string,
): Promise<UpcomingInvoice | null> {
  try {
    const invoice = await stripe.invoices.createPreview({ subscription: subscriptionId });
    return { at: fromSeconds(invoice.period_end), amountDueCents: invoice.amount_due, currency: invoice.currency };
  } catch (error) {
    if (isStripeRefusal(error)) return null;
    throw error;
  }
}
