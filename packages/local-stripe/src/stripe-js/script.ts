import { embeddedCheckoutOf } from "./browser/embedded-checkout";
import { framesOf } from "./browser/frames";
import { intentsOf } from "./browser/intents";
import { elementsOf } from "./browser/payment-element";
import { constructorOf } from "./browser/stripe";

/**
 * Stripe.js as the browser gets it: the functions of browser/, as text. Its frames are pages of the address that it is
 * loaded from. `__name` is what some compilers wrap functions in.
 */
export const stripeJs = `"use strict";
(() => {
const __name = (named) => named;
const frames = (${framesOf})(new URL(document.currentScript.src).origin);
window.Stripe = (${constructorOf})(frames, {
  createEmbeddedCheckoutPage: (${embeddedCheckoutOf})(frames),
  elements: (${elementsOf})(frames),
  ...(${intentsOf})(frames),
});
window.Stripe.version = "endive";
})();
`;
