import Stripe from "stripe";
import { expect } from "./test";

/** An API client for the local Stripe of the running app. */
export function stripeApi(): Stripe {
  const { hostname, port } = new URL(base());
  return new Stripe("sk_test_local", { host: hostname, port, protocol: "http" });
}

/** Endpoints that only the local Stripe has: `bank("disputes/open", { charge })`. */
export async function bank(path: string, body: Record<string, unknown> = {}): Promise<void> {
  const answer = await fetch(`${base()}/_local/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(answer.status, await answer.text()).toBe(200);
}

/** The customer of a user who has bought something. */
export async function customerOf(email: string): Promise<string> {
  const { data } = await stripeApi().customers.list({ email, limit: 1 });
  const [customer] = data;
  if (!customer) throw new Error(`Stripe has no customer with the address ${email}.`);
  return customer.id;
}

/** A user's latest payment. */
export async function newestPayment(email: string): Promise<Stripe.PaymentIntent> {
  const { data } = await stripeApi().paymentIntents.list({ customer: await customerOf(email), limit: 1 });
  const [intent] = data;
  if (!intent) throw new Error(`${email} has paid nothing.`);
  return intent;
}

/** Replaces the card that plans are charged to: `chargeWith(email, "pm_card_chargeCustomerFail")`. */
export async function chargeWith(email: string, card: string): Promise<void> {
  const stripe = stripeApi();
  const customer = await customerOf(email);
  const { id } = await stripe.paymentMethods.attach(card, { customer });
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: id } });
  const { data } = await stripe.subscriptions.list({ customer });
  for (const { id: subscription } of data) {
    await stripe.subscriptions.update(subscription, { default_payment_method: id });
  }
}

function base(): string {
  const url = process.env.STRIPE_API_BASE;
  if (!url) throw new Error("Run browser tests with npm run test:e2e.");
  return url;
}
