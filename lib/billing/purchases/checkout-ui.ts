import { env } from "@/lib/env";
import { type CheckoutUi, inPage, onStripesPage } from "@/lib/stripe/checkout-ui";

/** Checkout on Stripe's page; it leads back to the success page, or to the page that says that nothing was charged. */
export function hostedCheckout(returnTo: string | undefined): CheckoutUi<{ url: string }> {
  return onStripesPage(checkoutUrls(returnTo));
}

/** Checkout in a page of the app; it leads to the success page. */
export function embeddedCheckout(returnTo?: string | undefined): CheckoutUi<{ clientSecret: string }> {
  return inPage({ returnUrl: checkoutUrls(returnTo).successUrl });
}

/**
 * Where Checkout redirects; Stripe fills in the session's id. `returnTo` is a path of this app that the buyer came from,
 * which both pages then lead back to.
 */
function checkoutUrls(returnTo: string | undefined): { successUrl: string; cancelUrl: string } {
  const { APP_URL } = env();
  const next = returnTo ? `next=${encodeURIComponent(returnTo)}` : "";
  return {
    successUrl: `${APP_URL}/billing/success?session_id={CHECKOUT_SESSION_ID}${next && `&${next}`}`,
    cancelUrl: `${APP_URL}/billing/cancelled${next && `?${next}`}`,
  };
}
