import type { BillingServices, SyncOutcome } from "@/lib/billing/context";
import { converge } from "@/lib/billing/converge";
import { describePack, fromMetadata } from "@/lib/billing/packs/pack-terms";
import { sharedRun } from "@/lib/billing/shared-run";
import type { CallerServices } from "@/lib/billing/stripe-limit";
import { readSavedCard } from "@/lib/billing/sync/read-saved-card";
import { syncCheckoutSession } from "@/lib/billing/sync/sync-checkout-session";
import type { CheckoutFacts } from "@/lib/stripe/checkout";
import type { StripeRefusal } from "@/lib/stripe/refusals";
import { whenStripeAnswers } from "@/lib/stripe/when-stripe-answers";

export type ConfirmedCheckout =
  | {
      ok: true;
      /**
       * Pending: the payment is processing, by a method that takes days. Refused: the card has had a trial, so the plan did
       * not start and nothing was charged. Failed: such a payment did not arrive, days later.
       */
      state: "complete" | "pending" | "failed" | "open" | "expired" | "trial_refused";
      kind: "subscription" | "pack";
      description: string;
      /** The granted credits; null when not known yet. */
      credits: bigint | null;
      /** The credits are for the account that redeems the gift's code. */
      isGift: boolean;
    }
  | { ok: false; reason: "unknown_session" }
  | StripeRefusal;

/** For the success page: syncs the purchase without waiting for the webhook, and returns its result. */
export async function confirmCheckout(
  services: CallerServices,
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
  return whenStripeAnswers(async () => {
    const synced = await converge(services, userId, (reader, user) =>
      syncCheckoutSession(reader, user, sessionId, now),
    );
    if (!synced?.checkout) return { ok: false, reason: "unknown_session" };
    const { checkout } = synced;
    // Checkout has just saved the card that the next page shows. If Stripe does not respond, its event will sync it.
    if (checkout.status === "complete") await whenStripeAnswers(() => readSavedCard(services, userId, now));
    return { ok: true, state: stateOf(checkout, synced), ...bought(checkout, synced) };
  });
}

function stateOf(
  session: CheckoutFacts,
  { payment }: SyncOutcome,
): "complete" | "pending" | "failed" | "open" | "expired" {
  if (session.status !== "complete") return session.status;
  if (session.paymentStatus !== "unpaid") return "complete";
  return payment?.status === "FAILED" ? "failed" : "pending";
}

type Description = {
  kind: "subscription" | "pack";
  description: string;
  credits: bigint | null;
  isGift: boolean;
  /** Takes precedence over the session's state. */
  state?: "trial_refused";
};

function bought(checkout: CheckoutFacts, { status: synced, subscription }: SyncOutcome): Description {
  const terms = fromMetadata(checkout.metadata);
  if (terms) {
    const credits = (terms.credits + terms.bonusCredits) * BigInt(terms.quantity);
    // A payment that does not match the sale grants nothing until a person has looked at it.
    return {
      kind: "pack",
      description: describePack(terms),
      credits: synced === "refused" ? null : credits,
      isGift: terms.isGift,
    };
  }
  if (!subscription) return { kind: "subscription", description: "Your subscription", credits: null, isGift: false };
  const { planVersion, status, trialRefused } = subscription;
  const sold = { kind: "subscription", description: planVersion.name, isGift: false } as const;
  if (trialRefused) return { ...sold, credits: null, state: "trial_refused" };
  return { ...sold, credits: status === "TRIALING" ? planVersion.trialCredits : planVersion.creditsPerMonth };
}
