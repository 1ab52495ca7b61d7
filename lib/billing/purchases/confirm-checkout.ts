import type { BillingServices } from "@/lib/billing/context";
import { converge } from "@/lib/billing/converge";
import { describePack, fromMetadata } from "@/lib/billing/packs/pack-terms";
import { sharedRun } from "@/lib/billing/shared-run";
import { readSavedCard } from "@/lib/billing/sync/read-saved-card";
import { wasTrialRefused } from "@/lib/billing/sync/record-trial-refused";
import { syncCheckoutSession } from "@/lib/billing/sync/sync-checkout-session";
import { type CheckoutFacts, fetchCheckout } from "@/lib/stripe/checkout";
import type { StripeRefusal } from "@/lib/stripe/refusals";
import { whenStripeAnswers } from "@/lib/stripe/when-stripe-answers";

export type ConfirmedCheckout =
  | {
      ok: true;
      /**
       * Pending: the money is on its way, by a method that takes days. Refused: the card has had a trial, so the plan did
       * not start and nothing was charged.
       */
      state: "complete" | "pending" | "open" | "expired" | "trial_refused";
      kind: "subscription" | "pack";
      description: string;
      /** What the purchase brought; null when that is not known yet. */
      credits: bigint | null;
    }
  | { ok: false; reason: "unknown_session" }
  | StripeRefusal;

/** For the success page: brings the purchase in at once, without waiting for the webhook, and says what it brought. */
export async function confirmCheckout(
  services: BillingServices,
  returned: Returned,
  now: Date,
): Promise<ConfirmedCheckout> {
  const key = `checkout:${returned.userId}:${returned.sessionId}`;
  return sharedRun(services.database.pool, key, () => confirm(services, returned, now));
}

type Returned = { userId: string; sessionId: string };

async function confirm(
  services: BillingServices,
  { userId, sessionId }: Returned,
  now: Date,
): Promise<ConfirmedCheckout> {
  const { database, stripe } = services;
  return whenStripeAnswers(async () => {
    const session = await fetchCheckout(stripe, sessionId);
    const owner = await database.prisma.user.findUnique({ where: { id: userId } });
    if (!session?.customerId || session.customerId !== owner?.stripeCustomerId) {
      return { ok: false, reason: "unknown_session" };
    }
    await converge(services, userId, (reader, user) => syncCheckoutSession(reader, user, sessionId, now));
    // Checkout has just saved the card that the next page shows. When Stripe does not say, its event will.
    if (session.status === "complete") await whenStripeAnswers(() => readSavedCard(services, userId, now));
    return { ok: true, state: stateOf(session), ...(await bought(database.prisma, session)) };
  });
}

function stateOf(session: CheckoutFacts): "complete" | "pending" | "open" | "expired" {
  if (session.status !== "complete") return session.status;
  return session.paymentStatus === "unpaid" ? "pending" : "complete";
}

type Description = {
  kind: "subscription" | "pack";
  description: string;
  credits: bigint | null;
  /** When the session does not tell it. */
  state?: "trial_refused";
};

async function bought(db: BillingServices["database"]["prisma"], session: CheckoutFacts): Promise<Description> {
  const terms = fromMetadata(session.metadata);
  if (terms) {
    const quantity = BigInt(terms.quantity);
    const description = describePack(terms);
    return { kind: "pack", description, credits: (terms.credits + terms.bonusCredits) * quantity };
  }
  const subscription = session.subscriptionId
    ? await db.subscription.findUnique({
        where: { stripeSubscriptionId: session.subscriptionId },
        include: { planVersion: true },
      })
    : null;
  const version = subscription?.planVersion;
  if (subscription && (await wasTrialRefused(db, subscription))) {
    return { kind: "subscription", description: subscription.planVersion.name, credits: null, state: "trial_refused" };
  }
  const credits = subscription?.status === "TRIALING" ? version?.trialCredits : version?.creditsPerMonth;
  return { kind: "subscription", description: version?.name ?? "Your subscription", credits: credits ?? null };
}
