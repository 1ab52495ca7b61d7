import type { BillingRefusal } from "@/lib/billing/types";
import { whenStripeAnswers } from "@/lib/billing/when-stripe-answers";
import type { Db } from "@/lib/db";
import { env } from "@/lib/env";
import type { StripeClient } from "@/lib/stripe/client";
import { createPortalSession } from "@/lib/stripe/portal";

export type PortalOpened = { ok: true; url: string } | BillingRefusal;

/** Where the portal begins: with replacing the card, it comes back to /billing/card-updated once that is done. */
export type PortalFlow = "payment_method_update";

/** Opens Stripe's Customer Portal for a user who has bought something before. It comes back to /billing. */
export async function openPortal(
  { db, stripe }: { db: Db; stripe: StripeClient },
  { userId, flow }: { userId: string; flow?: PortalFlow },
): Promise<PortalOpened> {
  const user = await db.user.findUnique({ where: { id: userId } });
  const customerId = user?.stripeCustomerId;
  if (!customerId) return { ok: false, reason: "no_billing_account" };
  return whenStripeAnswers(async () => ({
    ok: true,
    url: await createPortalSession(stripe, { customerId, returnUrl: `${env().APP_URL}/billing` }),
  }));
}
