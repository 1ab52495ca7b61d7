import type { StripeClient } from "@/lib/stripe/client";

/** Why a trial that had started in Stripe was ended immediately. */
export type TrialRefusal = "claimed_before" | "unidentified_method";

/**
 * `once_per_card`: started here, and subject to the rule. A trial that an admin gives in Stripe's dashboard has no
 * mark.
 */
export type TrialMark = "once_per_card" | TrialRefusal;

const TRIAL = "refill_trial";

/** Set on each subscription that starts with a trial here. */
export const ONCE_PER_CARD: Record<string, string> = { [TRIAL]: "once_per_card" satisfies TrialMark };

/** Read from a subscription's metadata. */
export function trialMarkOf(metadata: Record<string, string>): TrialMark | null {
  return MARKS.find((mark) => mark === metadata[TRIAL]) ?? null;
}

/** Stores in Stripe why a trial is about to end, so that it survives a worker that dies before its commit. */
export async function markTrialRefused(stripe: StripeClient, id: string, reason: TrialRefusal): Promise<void> {
  await stripe.subscriptions.update(id, { metadata: { [TRIAL]: reason } });
}

const MARKS: readonly TrialMark[] = ["once_per_card", "claimed_before", "unidentified_method"];
