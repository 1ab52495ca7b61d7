import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";

type NextAction = Pick<
  NonNullable<Tables["payment_intent"]["next_action"]>,
  "redirect_to_url" | "type" | "use_stripe_sdk"
>;

/**
 * What a buyer has to do next: go to the bank's or the wallet's page and come back to `return_url`, or let Stripe.js show
 * it in place. A card without a `return_url` is always for Stripe.js. Source: `use_stripe_sdk` and `return_url` in
 * https://docs.stripe.com/api/payment_intents/confirm
 */
export function nextAction(
  tx: Tx,
  intent: string,
  input: { method: string; returnUrl?: string | null; useStripeSdk?: boolean },
): NextAction {
  const { method, returnUrl = null, useStripeSdk = false } = input;
  const url = challengeUrl(tx, intent);
  const isCard = tx.get("payment_method", method)?.type === "card";
  if (isCard && (useStripeSdk || returnUrl === null)) {
    return { type: "use_stripe_sdk", use_stripe_sdk: { type: "three_d_secure_redirect", stripe_js: url } };
  }
  return { type: "redirect_to_url", redirect_to_url: { return_url: returnUrl, url } };
}

/** The bank's or the wallet's page for an intent. */
function challengeUrl(tx: Tx, intent: string): string {
  return `${tx.baseUrl}/challenge/${intent}`;
}
