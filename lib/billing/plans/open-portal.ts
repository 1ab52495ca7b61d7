import type { CallerServices } from "@/lib/billing/stripe-limit";
import { isForgotten, withCustomer } from "@/lib/billing/sync/with-customer";
import { takeTurn } from "@/lib/billing/take-turn";
import type { BillingRefusal } from "@/lib/billing/types";
import { listPlans } from "@/lib/catalog/queries";
import type { Db } from "@/lib/db";
import { env } from "@/lib/env";
import { createPortalSession, type PortalProduct } from "@/lib/stripe/portal";
import { whenStripeAnswers } from "@/lib/stripe/when-stripe-answers";

export type PortalOpened = { ok: true; url: string } | BillingRefusal;

/** The first page of the portal: replacing the card returns to /billing/card-updated. */
type PortalFlow = "payment_method_update";

/**
 * Opens Stripe's customer portal for a user who has bought something. It returns to /billing, synced. To save a card nothing
 * need have been bought: the customer is created. `returnUrl` is where it returns to instead, for a customer of another app.
 */
export async function openPortal(
  services: CallerServices,
  { userId, flow, returnUrl }: { userId: string; flow?: PortalFlow; returnUrl?: string | undefined },
  now: Date,
): Promise<PortalOpened> {
  const { database, stripe } = services;
  const { prisma: db, sql } = database;
  const { APP_URL } = env();
  const open = (customerId: string) =>
    takeTurn<PortalOpened>(sql, { userId, purpose: "open_portal" }, async () => ({
      ok: true,
      url: await createPortalSession(stripe, {
        customerId,
        returnUrl: returnUrl ?? `${APP_URL}/billing/returned`,
        ...(flow === "payment_method_update" && { cardUpdatedUrl: `${APP_URL}/billing/card-updated` }),
        products: await soldProducts(db),
      }),
    }));
  if (flow === "payment_method_update") return whenStripeAnswers(() => withCustomer(services, userId, open, now));
  const user = await db.user.findUnique({ where: { id: userId } });
  const customerId = user?.stripeCustomerId;
  if (!customerId) return { ok: false, reason: "no_billing_account" };
  return whenStripeAnswers(async () => {
    try {
      return await open(customerId);
    } catch (error) {
      // Everything that could be managed is gone with the customer.
      if (!(await isForgotten(services, { userId, customerId }, error, now))) throw error;
      return { ok: false, reason: "no_billing_account" };
    }
  });
}

/** The plans on sale, in display order. */
export async function soldProducts(db: Db): Promise<PortalProduct[]> {
  const plans = await listPlans(db);
  return plans.flatMap(({ stripeProductId, prices }) => {
    const stripePriceIds = prices.flatMap(({ stripePriceId }) => stripePriceId ?? []);
    return stripeProductId && stripePriceIds.length > 0 ? [{ stripeProductId, stripePriceIds }] : [];
  });
}
