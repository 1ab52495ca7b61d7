"use server";

import { z } from "zod";
import type { CardBegun, CardKept } from "@/components/billing/billing-actions";
import { refusalSentence } from "@/components/billing/refusals";
import { requireUser } from "@/lib/auth/guards";
import { paymentTrouble } from "@/lib/billing/plans/payment-trouble";
import { saveCard, startCardSetup } from "@/lib/billing/plans/save-card";
import { stripeFor } from "@/lib/billing/stripe-limit";
import type { BillingRefusal } from "@/lib/billing/types";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";
import { inBrowser, paysInPage } from "@/lib/stripe/in-browser";

/** Begins to save a card in the page; `stripe` is null when that is done on Stripe's page. */
export async function beginCard(): Promise<CardBegun> {
  const user = await requireUser("/billing");
  if (!paysInPage()) return { ok: true, stripe: null };
  const services = await stripeFor(user.id);
  if (!services.ok) return refused(services);
  const begun = await startCardSetup(services, { userId: user.id }, await now());
  return begun.ok ? { ok: true, stripe: inBrowser(begun.clientSecret) } : refused(begun);
}

/** Charges everything to the card that was just saved. `owes`: a payment waits for it. */
export async function keepCard(setupIntent: string): Promise<CardKept> {
  const user = await requireUser("/billing");
  const id = z.string().max(200).catch("").parse(setupIntent);
  const services = await stripeFor(user.id);
  if (!services.ok) return refused(services);
  const at = await now();
  const kept = await saveCard(services, { userId: user.id, setupIntentId: id }, at);
  if (!kept.ok) return refused(kept);
  return { ok: true, owes: (await paymentTrouble(database().prisma, user.id, at))?.kind === "overdue" };
}

function refused(refusal: BillingRefusal): { ok: false; sentence: string } {
  return { ok: false, sentence: "sentence" in refusal ? refusal.sentence : refusalSentence(refusal.reason) };
}
