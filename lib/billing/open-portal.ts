import { takeTurn } from "@/lib/billing/take-turn";
import type { BillingRefusal } from "@/lib/billing/types";
import { whenStripeAnswers } from "@/lib/billing/when-stripe-answers";
import { listPlans } from "@/lib/catalog/queries";
import { type Db, prismaSql } from "@/lib/db";
import { env } from "@/lib/env";
import type { StripeClient } from "@/lib/stripe/client";
import { createPortalSession, type PortalProduct } from "@/lib/stripe/portal";

export type PortalOpened = { ok: true; url: string } | BillingRefusal;

/** Where the portal begins: with replacing the card, it comes back to /billing/card-updated once that is done. */
type PortalFlow = "payment_method_update";

/** Opens Stripe's Customer Portal for a user who has bought something before. It comes back to /billing, with what was changed. */
export async function openPortal(
  { db, stripe }: { db: Db; stripe: StripeClient },
  { userId, flow }: { userId: string; flow?: PortalFlow },
): Promise<PortalOpened> {
  const user = await db.user.findUnique({ where: { id: userId } });
  const customerId = user?.stripeCustomerId;
  if (!customerId) return { ok: false, reason: "no_billing_account" };
  const { APP_URL } = env();
  return whenStripeAnswers(() =>
    takeTurn<PortalOpened>(prismaSql(db), { userId, purpose: "open_portal" }, async () => ({
      ok: true,
      url: await createPortalSession(stripe, {
        customerId,
        returnUrl: `${APP_URL}/billing/returned`,
        ...(flow === "payment_method_update" && { cardUpdatedUrl: `${APP_URL}/billing/card-updated` }),
        products: await soldProducts(db),
      }),
    })),
  );
}

/** The plans that are sold now, in the order they are shown. */
async function soldProducts(db: Db): Promise<PortalProduct[]> {
  const plans = await listPlans(db);
  return plans.flatMap(({ stripeProductId, prices }) => {
    const stripePriceIds = prices.flatMap(({ stripePriceId }) => stripePriceId ?? []);
    return stripeProductId && stripePriceIds.length > 0 ? [{ stripeProductId, stripePriceIds }] : [];
  });
}
