"use server";

import type { Route } from "next";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { refusalSentence } from "@/components/billing/refusals";
import { type FormState, refuse } from "@/components/ui/form-state";
import { forgetGoal } from "@/lib/auth/goal-cookie";
import { requireUser } from "@/lib/auth/guards";
import { returnPath } from "@/lib/auth/next-path";
import { openPortal } from "@/lib/billing/plans/open-portal";
import { confirmTopUp } from "@/lib/billing/purchases/confirm-top-up";
import { buyOfferedPack, packOfferKey } from "@/lib/billing/purchases/pack-offer";
import { startPackCheckout } from "@/lib/billing/purchases/start-pack-checkout";
import { startSubscriptionCheckout } from "@/lib/billing/purchases/start-subscription-checkout";
import { stripeFor } from "@/lib/billing/stripe-limit";
import { findSellablePack } from "@/lib/catalog/queries";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";

const id = z.string().min(1).max(200);
const packOrder = z.object({ pack: id, quantity: z.coerce.number().int().min(1).max(100).default(1) });

/** Redirects to Checkout for a plan's price. */
export async function subscribe(_before: FormState, form: FormData): Promise<FormState> {
  const user = await requireUser("/pricing");
  const price = id.safeParse(form.get("price"));
  if (!price.success) return refuse(form, refusalSentence("unknown_price"));
  const services = await stripeFor(user.id);
  if (!services.ok) return refuse(form, refusalSentence(services.reason));
  const wish = { userId: user.id, price: price.data, returnTo: returnPath(form.get("next")) };
  const started = await startSubscriptionCheckout(services, wish, await now());
  if (!started.ok) return refuse(form, refusalSentence(started.reason));
  await forgetGoal();
  return redirect(started.url as Route);
}

/** Redirects to Checkout for a pack. */
export async function buyPack(_before: FormState, form: FormData): Promise<FormState> {
  const user = await requireUser("/credits");
  const order = packOrder.safeParse({ pack: form.get("pack"), quantity: form.get("quantity") ?? undefined });
  if (!order.success) return refuse(form, refusalSentence("unknown_pack"));
  const services = await stripeFor(user.id);
  if (!services.ok) return refuse(form, refusalSentence(services.reason));
  const wish = { userId: user.id, ...order.data, returnTo: returnPath(form.get("next")) };
  const started = await startPackCheckout(services, wish, await now());
  if (!started.ok) return refuse(form, refusalSentence(started.reason));
  await forgetGoal();
  return redirect(started.url as Route);
}

// The server made the key for this user and this offer: every press of every button that shows it is one payment.
const topUpOrder = z.object({ pack: id, key: z.uuid() });

/** Buys a pack with the saved card, by way of the bank's page when it requires authentication. */
export async function topUpPack(_before: FormState, form: FormData): Promise<FormState> {
  const user = await requireUser("/credits");
  const order = topUpOrder.safeParse({ pack: form.get("pack"), key: form.get("key") });
  if (!order.success) return refuse(form, refusalSentence("unknown_pack"));
  const services = await stripeFor(user.id);
  if (!services.ok) return refuse(form, refusalSentence(services.reason));
  const bought = await buyOfferedPack(services, { userId: user.id, ...order.data }, await now());
  if (bought.ok) {
    const asks = bought.state === "requires_action" && bought.redirectUrl;
    return redirect((asks || confirmPath(bought.payment.id, form)) as Route);
  }
  if (bought.reason === "offer_changed") {
    refresh();
    return refuse(
      form,
      "The price or the credits of this pack have just changed. Nothing was charged. Check the new price.",
    );
  }
  const sentence = bought.reason === "card_declined" ? bought.sentence : refusalSentence(bought.reason);
  return { ...refuse(form, sentence), ...(await nextOffer(user.id, order.data.pack)) };
}

/** The key of the next press: a new one after a refusal, the same while the outcome is unknown. */
async function nextOffer(userId: string, reference: string): Promise<Pick<FormState, "next">> {
  const { prisma } = database();
  const pack = await findSellablePack(prisma, reference);
  return pack ? { next: { key: await packOfferKey(prisma, { userId, pack }) } } : {};
}

function confirmPath(paymentId: string, form: FormData): string {
  const next = returnPath(form.get("next"));
  return `/billing/confirm/${paymentId}${next ? `?next=${encodeURIComponent(next)}` : ""}`;
}

/** Redirects to the bank's page for a top-up that needs authentication. */
export async function finishTopUp(_before: FormState, form: FormData): Promise<FormState> {
  const user = await requireUser("/billing");
  const payment = z.uuid().safeParse(form.get("payment"));
  if (!payment.success) return refuse(form, "This payment does not exist.");
  const services = await stripeFor(user.id);
  if (!services.ok) return refuse(form, refusalSentence(services.reason));
  const state = await confirmTopUp(services, { userId: user.id, paymentId: payment.data }, await now());
  if (!state.ok) {
    return refuse(
      form,
      state.reason === "unknown_payment" ? "This payment does not exist." : refusalSentence(state.reason),
    );
  }
  if (state.state === "declined") return refuse(form, state.sentence);
  const asks = state.state === "to_confirm" && state.redirectUrl;
  return redirect((asks || `/billing/confirm/${payment.data}`) as Route);
}

/** Redirects to Stripe's customer portal: plan, cards and invoices. */
export async function manageBilling(_before: FormState, form: FormData): Promise<FormState> {
  const user = await requireUser("/billing");
  const services = await stripeFor(user.id);
  if (!services.ok) return refuse(form, refusalSentence(services.reason));
  const opened = await openPortal(services, { userId: user.id }, await now());
  return opened.ok ? redirect(opened.url as Route) : refuse(form, refusalSentence(opened.reason));
}
