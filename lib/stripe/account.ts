import Stripe from "stripe";
import { modeOf, type StripeClient, type StripeMode } from "@/lib/stripe/client";

/** `id` is null when the key may not say whose it is. */
export type StripeAccountFacts = { id: string | null; mode: StripeMode };

/**
 * The account and mode that the client's key is of. A restricted key that may not read the account is told so in a
 * sentence that names it (github.com/stripe/stripe-node/issues/2246); where it does not, only the mode is known.
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
