"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { refusalSentence } from "@/components/billing/refusals";
import { type FormState, refuse } from "@/components/ui/form-state";
import { requireUser } from "@/lib/auth/guards";
import { openPortal } from "@/lib/billing/open-portal";
import { purchaseLimit } from "@/lib/billing/purchase-limit";
import { startPackCheckout } from "@/lib/billing/start-pack-checkout";
import { startSubscriptionCheckout } from "@/lib/billing/start-subscription-checkout";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";
import { stripeClient } from "@/lib/stripe/client";

const id = z.string().min(1).max(200);
const packOrder = z.object({ pack: id, quantity: z.coerce.number().int().min(1).max(100).default(1) });

/** Sends the browser to Checkout for a plan's price. */
export async function subscribe(_before: FormState, form: FormData): Promise<FormState> {
  const user = await requireUser("/pricing");
  const price = id.safeParse(form.get("price"));
  if (!price.success) return refuse(form, refusalSentence("unknown_price"));
  const refused = await purchaseLimit().refuse(user.id);
  if (refused) return refuse(form, refusalSentence(refused.reason));
  const started = await startSubscriptionCheckout(
    { database: database(), stripe: stripeClient() },
    { userId: user.id, price: price.data },
  );
  return started.ok ? redirect(started.url as Route) : refuse(form, refusalSentence(started.reason));
}

/** Sends the browser to Checkout for a pack. */
export async function buyPack(_before: FormState, form: FormData): Promise<FormState> {
  const user = await requireUser("/credits");
  const order = packOrder.safeParse({ pack: form.get("pack"), quantity: form.get("quantity") ?? undefined });
  if (!order.success) return refuse(form, refusalSentence("unknown_pack"));
  const refused = await purchaseLimit().refuse(user.id);
  if (refused) return refuse(form, refusalSentence(refused.reason));
  const started = await startPackCheckout(services(), { userId: user.id, ...order.data }, await now());
  return started.ok ? redirect(started.url as Route) : refuse(form, refusalSentence(started.reason));
}

/** Sends the browser to Stripe's portal: change or cancel the plan, cards, invoices. */
export async function manageBilling(_before: FormState, form: FormData): Promise<FormState> {
  const user = await requireUser("/billing");
  const opened = await openPortal(services(), { userId: user.id });
  return opened.ok ? redirect(opened.url as Route) : refuse(form, refusalSentence(opened.reason));
}

function services() {
  return { db: database().prisma, stripe: stripeClient() };
}
