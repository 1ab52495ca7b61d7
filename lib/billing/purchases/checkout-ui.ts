import { env } from "@/lib/env";
import { type CheckoutUi, inPage, onStripesPage } from "@/lib/stripe/checkout-ui";

/** Where a buyer comes back to: a path of this app that they came from, or the address of another app that sent them. */
export type WayBack = { returnTo?: string | undefined; returnUrl?: string | undefined };

/**
 * Checkout on Stripe's page. It leads back to the success page, or to the page that says that nothing was charged; for another app's
 * customer to that app, which is told which of the two it is.
 */
export function hostedCheckout({ returnTo, returnUrl }: WayBack): CheckoutUi<{ url: string }> {
  if (returnUrl === undefined) return onStripesPage(checkoutUrls(returnTo));
  return onStripesPage({ successUrl: outcomeUrl(returnUrl, "success"), cancelUrl: outcomeUrl(returnUrl, "canceled") });
}

function outcomeUrl(returnUrl: string, outcome: "success" | "canceled"): string {
  const url = new URL(returnUrl);
  url.searchParams.set("refill_checkout", outcome);
  return url.href;
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
