import { formatMoney } from "@/components/ui/money";
import { requireUser } from "@/lib/auth/guards";
import { nextInvoice } from "@/lib/billing/next-invoice";
import { database } from "@/lib/db";
import { stripeClient } from "@/lib/stripe/client";

/** What the next invoice comes to, with discounts and what Stripe still owes; the listed price when it does not answer. */
export async function NextAmount({ subscriptionId, otherwise }: { subscriptionId: string; otherwise: string }) {
  const user = await requireUser("/billing");
  const services = { db: database().prisma, stripe: stripeClient() };
  const invoice = await nextInvoice(services, { userId: user.id, subscriptionId });
  return invoice ? formatMoney(invoice.amountDueCents, invoice.currency) : otherwise;
}
