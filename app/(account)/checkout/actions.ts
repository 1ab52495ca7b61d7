"use server";

import { type CheckoutOrder, checkoutOrder } from "@/app/(account)/checkout/order";
import type { OpenedInPage } from "@/components/billing/embedded-checkout";
import { refusalSentence } from "@/components/billing/refusals";
import { forgetGoal } from "@/lib/auth/goal-cookie";
import { requireUser } from "@/lib/auth/guards";
import { returnPath } from "@/lib/auth/next-path";
import { embeddedCheckout } from "@/lib/billing/purchases/checkout-ui";
import { openPackCheckout } from "@/lib/billing/purchases/start-pack-checkout";
import { openSubscriptionCheckout } from "@/lib/billing/purchases/start-subscription-checkout";
import { stripeFor } from "@/lib/billing/stripe-limit";
import { now } from "@/lib/clock";
import { inBrowser } from "@/lib/stripe/in-browser";

/** Opens Checkout for the page to show: for a plan's price or a pack. */
export async function openInPage(wanted: CheckoutOrder, next: string | undefined): Promise<OpenedInPage> {
  const user = await requireUser("/pricing");
  const order = checkoutOrder.safeParse(wanted);
  if (!order.success) return { ok: false, sentence: refusalSentence("unknown_price") };
  const services = await stripeFor(user.id);
  if (!services.ok) return { ok: false, sentence: refusalSentence(services.reason) };
  const { data } = order;
  const ui = embeddedCheckout(returnPath(next));
  const opened =
    "price" in data
      ? await openSubscriptionCheckout(services, { userId: user.id, ...data }, ui, await now())
      : await openPackCheckout(services, { userId: user.id, ...data }, ui, await now());
  if (!opened.ok) return { ok: false, sentence: refusalSentence(opened.reason) };
  await forgetGoal();
  const stripe = inBrowser(opened.clientSecret);
  return stripe ? { ok: true, stripe } : { ok: false, sentence: refusalSentence("billing_misconfigured") };
}
