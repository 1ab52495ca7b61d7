import Stripe from "stripe";
import { modeOf, type StripeClient, type StripeMode } from "@/lib/stripe/client";

/** `id` is null when the key cannot read its account. */
export type StripeAccountFacts = { id: string | null; mode: StripeMode };

/**
 * The account and mode of the client's key. The error that refuses a restricted key names its account
 * (github.com/stripe/stripe-node/issues/2246); when it does not, only the mode is known.
 */
export async function fetchAccount(stripe: StripeClient): Promise<StripeAccountFacts> {
  const mode = modeOf(stripe);
  try {
    return { id: (await stripe.accounts.retrieveCurrent()).id, mode };
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripePermissionError)) throw error;
    return { id: /\bacct_\w+/.exec(error.message)?.[0] ?? null, mode };
  }
}
