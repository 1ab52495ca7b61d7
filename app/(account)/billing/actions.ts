"use server";

import type { Route } from "next";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { type CheckoutOrder, checkoutPath, chosenCredits } from "@/app/(account)/checkout/order";
import type { PayState } from "@/components/billing/billing-actions";
import { confirmPath } from "@/components/billing/confirm-path";
import { refusalSentence } from "@/components/billing/refusals";
import { type FormState, freshForm, refuse } from "@/components/ui/form-state";
import { forgetGoal } from "@/lib/auth/goal-cookie";
import { requireUser } from "@/lib/auth/guards";
import { returnPath } from "@/lib/auth/next-path";
import { packAt } from "@/lib/billing/packs/pack-at";
import { openPortal } from "@/lib/billing/plans/open-portal";
import { confirmTopUp } from "@/lib/billing/purchases/confirm-top-up";
import { buyOfferedPack, packOfferKey } from "@/lib/billing/purchases/pack-offer";
import { startPackCheckout } from "@/lib/billing/purchases/start-pack-checkout";
import { startSubscriptionCheckout } from "@/lib/billing/purchases/start-subscription-checkout";
import { stripeFor } from "@/lib/billing/stripe-limit";
import { findSellablePack } from "@/lib/catalog/queries";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";
import type { BankAsks } from "@/lib/stripe/card-payments";
import { inBrowser, paysInPage } from "@/lib/stripe/in-browser";

const id = z.string().min(1).max(200);
const packOrder = z.object({
  pack: id,
  quantity: z.coerce.number().int().min(1).max(100).default(1),
  credits: chosenCredits,
});

/** Redirects to Checkout for a plan's price: the app's page for it, or Stripe's. */
export async function subscribe(_before: FormState, form: FormData): Promise<FormState> {
  const user = await requireUser("/pricing");
  const price = id.safeParse(form.get("price"));
  if (!price.success) return refuse(form, refusalSentence("unknown_price"));
  goToPage(form, { price: price.data });
  const services = await stripeFor(user.id);
  if (!services.ok) return refuse(form, refusalSentence(services.reason));
  const wish = { userId: user.id, price: price.data, returnTo: returnPath(form.get("next")) };
  const started = await startSubscriptionCheckout(services, wish, await now());
  if (!started.ok) return refuse(form, refusalSentence(started.reason));
  await forgetGoal();
  return redirect(started.url as Route);
}

/** Redirects to Checkout for a pack: the app's page for it, or Stripe's. */
export async function buyPack(_before: FormState, form: FormData): Promise<FormState> {
  const user = await requireUser("/credits");
  const order = packOrder.safeParse({
    pack: form.get("pack"),
    quantity: form.get("quantity") ?? undefined,
    credits: form.get("credits") ?? undefined,
  });
  if (!order.success) return refuse(form, refusalSentence("unknown_pack"));
  goToPage(form, order.data);
  const services = await stripeFor(user.id);
  if (!services.ok) return refuse(form, refusalSentence(services.reason));
  const wish = { userId: user.id, ...order.data, returnTo: returnPath(form.get("next")) };
  const started = await startPackCheckout(services, wish, await now());
  if (!started.ok) return refuse(form, refusalSentence(started.reason));
  await forgetGoal();
  return redirect(started.url as Route);
}

/** To the app's own page, when people can pay there and did not choose Stripe's page. */
function goToPage(form: FormData, order: CheckoutOrder): void {
  const next = returnPath(form.get("next"));
  if (paysInPage() && form.get("page") !== "stripe") redirect(checkoutPath(order, next));
}

// The server made the key for this user and this offer: every press of every button that shows it is one payment.
const topUpOrder = z.object({ pack: id, credits: chosenCredits, key: z.uuid() });

/** Buys a pack with the saved card. A bank's question is asked above the page where it can be, otherwise on its own page. */
export async function topUpPack(_before: PayState, form: FormData): Promise<PayState> {
  const user = await requireUser("/credits");
  const order = topUpOrder.safeParse({
    pack: form.get("pack"),
    credits: form.get("credits") ?? undefined,
    key: form.get("key"),
  });
  if (!order.success) return refuse(form, refusalSentence("unknown_pack"));
  const services = await stripeFor(user.id);
  if (!services.ok) return refuse(form, refusalSentence(services.reason));
  const bought = await buyOfferedPack(
    services,
    { userId: user.id, ...order.data, asks: whereBankAsks(form) },
    await now(),
  );
  if (bought.ok) {
    return answerTo(outcomePath(bought.payment.id, form), bought.state === "requires_action" ? bought : null);
  }
  if (bought.reason === "offer_changed") {
    refresh();
    return refuse(
      form,
      "The price or the credits of this pack have just changed. Nothing was charged. Check the new price.",
    );
  }
  const sentence = bought.reason === "card_declined" ? bought.sentence : refusalSentence(bought.reason);
  return { ...refuse(form, sentence), ...(await nextOffer(user.id, order.data)) };
}

/** The key of the next press: a new one after a refusal, the same while the outcome is unknown. */
async function nextOffer(
  userId: string,
  order: Pick<z.output<typeof topUpOrder>, "pack" | "credits">,
): Promise<Pick<FormState, "next">> {
  const { prisma } = database();
  const offered = await findSellablePack(prisma, order.pack);
  const pack = offered && packAt(offered, order.credits);
  return pack ? { next: { key: await packOfferKey(prisma, { userId, pack }) } } : {};
}

function outcomePath(paymentId: string, form: FormData): Route {
  const next = returnPath(form.get("next"));
  return `${confirmPath(paymentId)}${next ? `?next=${encodeURIComponent(next)}` : ""}` as Route;
}

/** Lets the bank ask about a top-up that needs authentication. */
export async function finishTopUp(_before: PayState, form: FormData): Promise<PayState> {
  const user = await requireUser("/billing");
  const payment = z.uuid().safeParse(form.get("payment"));
  if (!payment.success) return refuse(form, "This payment does not exist.");
  const services = await stripeFor(user.id);
  if (!services.ok) return refuse(form, refusalSentence(services.reason));
  const wish = { userId: user.id, paymentId: payment.data, asks: whereBankAsks(form) };
  const state = await confirmTopUp(services, wish, await now());
  if (!state.ok) {
    return refuse(
      form,
      state.reason === "unknown_payment" ? "This payment does not exist." : refusalSentence(state.reason),
    );
  }
  if (state.state === "declined") return refuse(form, state.sentence);
  return answerTo(outcomePath(payment.data, form), state.state === "to_confirm" ? state : null);
}

function whereBankAsks(form: FormData): BankAsks {
  return paysInPage() && form.get("scripts") === "yes" ? "above_page" : "on_own_page";
}

/** To the bank's page if it has one, or above this page; otherwise to the result. */
function answerTo(then: Route, waits: { redirectUrl: string | null; clientSecret: string | null } | null): PayState {
  if (waits?.redirectUrl) return redirect(waits.redirectUrl as Route);
  const stripe = waits?.clientSecret && inBrowser(waits.clientSecret);
  return stripe ? { ...freshForm, bank: { stripe, then } } : redirect(then);
}

/** Redirects to Stripe's customer portal: plan, cards and invoices. */
export async function manageBilling(_before: FormState, form: FormData): Promise<FormState> {
  const user = await requireUser("/billing");
  const services = await stripeFor(user.id);
  if (!services.ok) return refuse(form, refusalSentence(services.reason));
  const opened = await openPortal(services, { userId: user.id }, await now());
  return opened.ok ? redirect(opened.url as Route) : refuse(form, refusalSentence(opened.reason));
}
