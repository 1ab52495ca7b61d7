import { createHash } from "node:crypto";
import type Stripe from "stripe";
import type { StripeClient } from "@/lib/stripe/client";

/** A product that users can change to in the portal, with its prices. */
export type PortalProduct = { stripeProductId: string; stripePriceIds: string[] };

type Features = Stripe.BillingPortal.ConfigurationCreateParams.Features;

/**
 * Opens the customer portal. Returns its URL, valid for one visit. With `cardUpdatedUrl` it starts with replacing the
 * payment method and redirects there afterwards (docs.stripe.com/customer-management/portal-deep-links).
 */
export async function createPortalSession(
  stripe: StripeClient,
  wanted: { customerId: string; returnUrl: string; cardUpdatedUrl?: string; products: readonly PortalProduct[] },
): Promise<string> {
  const session = await stripe.billingPortal.sessions.create({
    customer: wanted.customerId,
    return_url: wanted.returnUrl,
    configuration: await ensurePortalConfiguration(stripe, wanted.products),
    ...(wanted.cardUpdatedUrl && {
      flow_data: {
        type: "payment_method_update" as const,
        after_completion: { type: "redirect" as const, redirect: { return_url: wanted.cardUpdatedUrl } },
      },
    }),
  });
  return session.url;
}

const OURS = "portal";

/** The app's portal configuration in Stripe: created when missing, and updated when the catalogue has changed. */
export async function ensurePortalConfiguration(
  stripe: StripeClient,
  products: readonly PortalProduct[],
): Promise<string> {
  const features = featuresFor(products);
  const hash = createHash("sha256").update(JSON.stringify(features)).digest("hex").slice(0, 40);
  const metadata = { refill: OURS, refill_hash: hash };
  const active = await stripe.billingPortal.configurations.list({ active: true, limit: 100 });
  const ours = active.data.find((one) => one.metadata?.refill === OURS);
  if (!ours) return (await stripe.billingPortal.configurations.create({ metadata, features })).id;
  if (ours.metadata?.refill_hash !== hash) {
    await stripe.billingPortal.configurations.update(ours.id, { metadata, features });
  }
  return ours.id;
}

// Stripe's maximum (docs.stripe.com/api/customer_portal/configurations/create).
const MAX_PRODUCTS = 10;

/** The same rules as ours: an upgrade is immediate and paid at once, a downgrade waits for the end of the period. */
function featuresFor(products: readonly PortalProduct[]): Features {
  const offered = products.slice(0, MAX_PRODUCTS);
  return {
    customer_update: { enabled: true, allowed_updates: ["email", "address", "name"] },
    invoice_history: { enabled: true },
    payment_method_update: { enabled: true },
    subscription_cancel: {
      enabled: true,
      mode: "at_period_end",
      cancellation_reason: { enabled: true, options: REASONS },
    },
    subscription_update: {
      enabled: offered.length > 0,
      default_allowed_updates: ["price"],
      products: offered.map(({ stripeProductId, stripePriceIds }) => ({
        product: stripeProductId,
        prices: stripePriceIds,
      })),
      proration_behavior: "always_invoice",
      schedule_at_period_end: {
        conditions: [{ type: "decreasing_item_amount" }, { type: "shortening_interval" }],
      },
      trial_update_behavior: "continue_trial",
    },
  };
}

const REASONS = [
  "too_expensive",
  "missing_features",
  "switched_service",
  "unused",
  "customer_service",
  "too_complex",
  "low_quality",
  "other",
] satisfies Stripe.BillingPortal.ConfigurationCreateParams.Features.SubscriptionCancel.CancellationReason.Option[];
