import { claimCard } from "@/lib/billing/eligibility/card-claims";
import { readSubscription, type SubscriptionFacts } from "@/lib/billing/sync/read-subscription";
import type { Db } from "@/lib/db";
import type { StripeClient } from "@/lib/stripe/client";
import { endSubscription } from "@/lib/stripe/subscriptions";
import { markTrialRefused, type TrialRefusal } from "@/lib/stripe/trials";

/**
 * Claims the card of a trial that runs in Stripe, without holding a lock. If the card or its user has had a trial, the
 * subscription is canceled at once, before anything is granted or charged. Returns the subscription in its new state.
 * Idempotent: the claim belongs to the subscription, and the refusal is stored in Stripe before it is canceled.
 */
export async function settleTrial(
  { db, stripe }: { db: Db; stripe: StripeClient },
  { id: userId }: { id: string },
  facts: SubscriptionFacts,
  now: Date,
): Promise<SubscriptionFacts> {
  const { id, trial, status, methodFingerprint: fingerprint } = facts;
  if (!trial || status !== "TRIALING") return facts;
  if (trial === "once_per_card") {
    const claimed = await claimCard(db, { purpose: "TRIAL", fingerprint, userId, spentOn: id }, now);
    if (claimed.ok) return facts;
    await markTrialRefused(stripe, id, claimed.reason);
  }
  await endSubscription(stripe, id);
  const ended = await readSubscription({ db, stripe }, id);
  if (!ended) throw new Error(`Stripe has lost the subscription ${id}.`);
  return ended;
}

/** Why a subscription's trial was refused; null for one that had its trial, or had none. */
export function trialRefusalOf({ trial, status }: SubscriptionFacts): TrialRefusal | null {
  return trial && trial !== "once_per_card" && status === "CANCELED" ? trial : null;
}
