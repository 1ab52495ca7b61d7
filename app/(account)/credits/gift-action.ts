"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { refusalSentence } from "@/components/billing/refusals";
import { type FormState, refuse } from "@/components/ui/form-state";
import { requireUser } from "@/lib/auth/guards";
import { startPackCheckout } from "@/lib/billing/purchases/start-pack-checkout";
import { stripeFor } from "@/lib/billing/stripe-limit";
import { now } from "@/lib/clock";

const packInput = z.string().min(1).max(200);

/** Redirects to Stripe's page, to buy a pack as a gift code. */
export async function buyGift(_before: FormState, form: FormData): Promise<FormState> {
  const user = await requireUser("/credits");
  const pack = packInput.safeParse(form.get("pack"));
  if (!pack.success) return refuse(form, refusalSentence("unknown_pack"));
  const services = await stripeFor(user.id);
  if (!services.ok) return refuse(form, refusalSentence(services.reason));
  const wish = { userId: user.id, pack: pack.data, quantity: 1, isGift: true, returnTo: "/credits" };
  const started = await startPackCheckout(services, wish, await now());
  if (!started.ok) return refuse(form, refusalSentence(started.reason));
  return redirect(started.url as Route);
}
