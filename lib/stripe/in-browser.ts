import { env } from "@/lib/env";

/** What Stripe.js in the browser needs to act on one object. Only its owner may get it. */
export type InBrowser = {
  clientSecret: string;
  publishableKey: string;
  /** Where Stripe.js is loaded from; null is Stripe. */
  scriptUrl: string | null;
};

/** Whether people can pay in the app's own pages. */
export function paysInPage(): boolean {
  return env().STRIPE_PUBLISHABLE_KEY !== undefined;
}

/** The object of a client secret, for Stripe.js; null when the app has no publishable key. */
export function inBrowser(clientSecret: string): InBrowser | null {
  const { STRIPE_PUBLISHABLE_KEY: publishableKey, STRIPE_JS_URL } = env();
  return publishableKey === undefined ? null : { clientSecret, publishableKey, scriptUrl: STRIPE_JS_URL ?? null };
}
