import type Stripe from "stripe";

type Shown = Pick<Stripe.Checkout.SessionCreateParams, "ui_mode" | "success_url" | "cancel_url" | "return_url">;

/** Where a Checkout session is shown, and what opens it there. */
export type CheckoutUi<Opened extends object> = {
  params: Shown;
  opened: (session: Stripe.Checkout.Session) => Opened;
};

/** Stripe's own page, at `url`. */
export function onStripesPage(addresses: { successUrl: string; cancelUrl: string }): CheckoutUi<{ url: string }> {
  return {
    params: { success_url: addresses.successUrl, cancel_url: addresses.cancelUrl },
    opened: ({ id, url }) => {
      if (!url) throw new Error(`Stripe's Checkout session ${id} has no page.`);
      return { url };
    },
  };
}

/** A page of the app, where Stripe.js shows it (docs.stripe.com/payments/accept-a-payment?ui=embedded-checkout). */
export function inPage({ returnUrl }: { returnUrl: string }): CheckoutUi<{ clientSecret: string }> {
  return {
    params: { ui_mode: "embedded_page", return_url: returnUrl },
    opened: ({ id, client_secret }) => {
      if (!client_secret) throw new Error(`Stripe's Checkout session ${id} has no client secret.`);
      return { clientSecret: client_secret };
    },
  };
}
