import type { embeddedCheckoutOf } from "./embedded-checkout";
import type { Frames } from "./frames";
import type { intentsOf } from "./intents";
import type { elementsOf } from "./payment-element";

type Parts = {
  createEmbeddedCheckoutPage: ReturnType<typeof embeddedCheckoutOf>;
  elements: ReturnType<typeof elementsOf>;
} & ReturnType<typeof intentsOf>;

/** `window.Stripe`: takes a publishable key of test mode and gives the calls. */
export function constructorOf(frames: Frames, parts: Parts) {
  return function Stripe(publishableKey: unknown) {
    if (typeof publishableKey !== "string" || publishableKey === "") {
      throw frames.integrationError("Missing value for Stripe(): apiKey should be a string.");
    }
    if (/^(sk|rk)_/.test(publishableKey)) {
      throw frames.integrationError("You should not use your secret key with Stripe.js. Use a publishable key.");
    }
    if (!/^pk_test_\w+$/.test(publishableKey)) {
      throw frames.integrationError(
        "The local Stripe takes publishable keys of test mode: pk_test_ and anything after it.",
      );
    }
    return {
      ...parts,
      // Source: https://docs.stripe.com/changelog/dahlia/2026-03-25/rename-init-embedded-checkout-to-create-embedded-checkout-page
      initEmbeddedCheckout: () => {
        throw frames.integrationError("initEmbeddedCheckout() was renamed: use createEmbeddedCheckoutPage().");
      },
    };
  };
}
