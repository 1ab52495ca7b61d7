"use server";

import { randomUUID } from "node:crypto";
import type { Route } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { refusalSentence } from "@/components/billing/refusals";
import { type FormState, refuse } from "@/components/ui/form-state";
import { requireUser } from "@/lib/auth/guards";
import { openPortal } from "@/lib/billing/plans/open-portal";
import { confirmTopUp } from "@/lib/billing/purchases/confirm-top-up";
import { startPackCheckout } from "@/lib/billing/purchases/start-pack-checkout";
import { startSubscriptionCheckout } from "@/lib/billing/purchases/start-subscription-checkout";
import { topUp } from "@/lib/billing/purchases/top-up";
import { stripeFor } from "@/lib/billing/stripe-limit";
import { now } from "@/lib/clock";

const id = z.string().min(1).max(200);
const packOrder = z.object({ pack: id, quantity: z.coerce.number().int().min(1).max(100).default(1) });

/** Redirects to Checkout for a plan's price. */
export async function subscribe(_before: FormState, form: FormData): Promise<FormState> {
  const user = await requireUser("/pricing");
  const price = id.safeParse(form.get("price"));
  if (!price.success) return refuse(form, refusalSentence("unknown_price"));
  const services = await stripeFor(user.id);
  if (!services.ok) return refuse(form, refusalSentence(services.reason));
  const started = await startSubscriptionCheckout(services, { userId: user.id, price: price.data }, await now());
  return started.ok ? redirect(started.url as Route) : refuse(form, refusalSentence(started.reason));
}

/** Redirects to Checkout for a pack. */
export async function buyPack(_before: FormState, form: FormData): Promise<FormState> {
  const user = await requireUser("/credits");
  const order = packOrder.safeParse({ pack: form.get("pack"), quantity: form.get("quantity") ?? undefined });
  if (!order.success) return refuse(form, refusalSentence("unknown_pack"));
  const services = await stripeFor(user.id);
  if (!services.ok) return refuse(form, refusalSentence(services.reason));
  const wish = { userId: user.id, ...order.data };
  const started = await startPackCheckout(services, wish, await now());
  return started.ok ? redirect(started.url as Route) : refuse(form, refusalSentence(started.reason));
}

// Generated once per button, so a double click sends the same key and makes one payment.
const topUpOrder = z.object({ pack: id, key: z.uuid() });

/** Buys a pack with the saved card, by way of the bank's page when it requires authentication. */
export async function topUpPack(_before: FormState, form: FormData): Promise<FormState> {
  const user = await requireUser("/credits");
  const order = topUpOrder.safeParse({ pack: form.get("pack"), key: form.get("key") });
  if (!order.success) return refuse(form, refusalSentence("unknown_pack"));
  const { pack, key } = order.data;
  const wish = { userId: user.id, pack, idempotencyKey: `page:${key}` };
  const services = await stripeFor(user.id);
  if (!services.ok) return refuse(form, refusalSentence(services.reason));
  const bought = await topUp(services, wish, await now());
  if (bought.ok) {
    const asks = bought.state === "requires_action" && bought.redirectUrl;
    return redirect((asks || `/billing/confirm/${bought.payment.id}`) as Route);
  }
  // After a refusal the next press is a new purchase; while the outcome is unknown it repeats this one.
  const next = bought.reason === "payment_unknown" ? undefined : { key: randomUUID() };
  const sentence = bought.reason === "card_declined" ? bought.sentence : refusalSentence(bought.reason);
  return { ...refuse(form, sentence), next };
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
