import type { StripeClient } from "@/lib/stripe/client";

const OURS = { refill: "portal" };

/** Opens the Customer Portal. Returns its address, good for one visit. */
export async function createPortalSession(
  stripe: StripeClient,
  wanted: { customerId: string; returnUrl: string },
): Promise<string> {
  const session = await stripe.billingPortal.sessions.create({
    customer: wanted.customerId,
    return_url: wanted.returnUrl,
    configuration: await ensurePortalConfiguration(stripe),
  });
  return session.url;
}

/** Our portal settings at Stripe, made when they are not there: cards, invoices, cancel at period end, no plan change. */
export async function ensurePortalConfiguration(stripe: StripeClient): Promise<string> {
  const active = await stripe.billingPortal.configurations.list({ active: true, limit: 100 });
  const ours = active.data.find((one) => one.metadata?.refill === OURS.refill);
  if (ours) return ours.id;
  const created = await stripe.billingPortal.configurations.create({
    metadata: OURS,
    features: {
      customer_update: { enabled: true, allowed_updates: ["email", "address", "name"] },
      invoice_history: { enabled: true },
      payment_method_update: { enabled: true },
      subscription_cancel: { enabled: true, mode: "at_period_end" },
    },
  });
  return created.id;
}
