"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { AsksBank, Refused, Told } from "@/components/billing/billing-actions";
import { refusalSentence } from "@/components/billing/refusals";
import { type FormState, refuse } from "@/components/ui/form-state";
import { requireUser } from "@/lib/auth/guards";
import { cancelSubscription, type SubscriptionCanceled } from "@/lib/billing/plans/cancel-subscription";
import { changePlan, type PlanChanged } from "@/lib/billing/plans/change-plan";
import { openPortal } from "@/lib/billing/plans/open-portal";
import { type OpenInvoicePaid, payOpenInvoice } from "@/lib/billing/plans/pay-open-invoice";
import { type ChangePreview, previewChange } from "@/lib/billing/plans/preview-change";
import { resumeSubscription, type SubscriptionResumed } from "@/lib/billing/plans/resume-subscription";
import { syncOwn } from "@/lib/billing/plans/sync-own";
import { stripeFor } from "@/lib/billing/stripe-limit";
import type { BillingRefusal } from "@/lib/billing/types";
import { now } from "@/lib/clock";
import { inBrowser } from "@/lib/stripe/in-browser";

const id = z.string().min(1).max(200);
const change = z.object({ price: id, prorationDate: z.date().optional() });

/** Previews a plan change. */
export async function showChange(price: string): Promise<ChangePreview | Refused> {
  const user = await requireUser("/pricing");
  const wish = change.safeParse({ price });
  if (!wish.success) return refused({ ok: false, reason: "unknown_price" });
  const services = await stripeFor(user.id);
  if (!services.ok) return refused(services);
  return told(await previewChange(services, { userId: user.id, price: wish.data.price }, await now()));
}

/** Changes the plan for the amount that the preview showed. */
export async function confirmChange(price: string, prorationDate?: Date): Promise<AsksBank<Told<PlanChanged>>> {
  const user = await requireUser("/pricing");
  const wish = change.safeParse({ price, prorationDate });
  if (!wish.success) return refused({ ok: false, reason: "unknown_price" });
  const services = await stripeFor(user.id);
  if (!services.ok) return refused(services);
  const changed = await changePlan(services, { userId: user.id, ...wish.data }, await now());
  return changed.ok && changed.status === "requires_action" ? waitsForBank(changed) : told(changed);
}

const changeForm = z.object({ price: id, prorationDate: z.coerce.date().optional() });

/** The same by a form. It ends on /billing, or where the bank asks. */
export async function changePlanByForm(_before: FormState, form: FormData): Promise<FormState> {
  await requireUser("/pricing");
  const prorationDate = form.get("prorationDate") ?? undefined;
  const wish = changeForm.safeParse({ price: form.get("price"), prorationDate });
  if (!wish.success) return refuse(form, refusalSentence("unknown_price"));
  const changed = await confirmChange(wish.data.price, wish.data.prorationDate);
  if (!changed.ok) return refuse(form, changed.sentence);
  return redirect(((changed.status === "requires_action" && changed.invoiceUrl) || "/billing") as Route);
}

/** Cancels the plan at the end of the period, or now. */
export async function cancelPlan(when: "period_end" | "now"): Promise<Told<SubscriptionCanceled>> {
  const user = await requireUser("/billing");
  const wish = { userId: user.id, when: when === "now" ? when : "period_end" } as const;
  const services = await stripeFor(user.id);
  if (!services.ok) return refused(services);
  return told(await cancelSubscription(services, wish, await now()));
}

/** Undoes a scheduled cancellation. */
export async function resumePlan(): Promise<Told<SubscriptionResumed>> {
  const user = await requireUser("/billing");
  const services = await stripeFor(user.id);
  if (!services.ok) return refused(services);
  return told(await resumeSubscription(services, { userId: user.id }, await now()));
}

/** Cancels the plan by a form: at the end of the period, or now. */
export async function cancelPlanByForm(_before: FormState, form: FormData): Promise<FormState> {
  const canceled = await cancelPlan(form.get("when") === "now" ? "now" : "period_end");
  return canceled.ok ? redirect("/billing") : refuse(form, canceled.sentence);
}

/** Undoes a scheduled cancellation by a form. A paused plan resumes on the page of its invoice. */
export async function resumePlanByForm(_before: FormState, form: FormData): Promise<FormState> {
  const resumed = await resumePlan();
  if (!resumed.ok) return refuse(form, resumed.sentence);
  return redirect(((resumed.status === "payment_due" && resumed.invoiceUrl) || "/billing") as Route);
}

/** Retries the open invoice. */
export async function retryPayment(): Promise<AsksBank<Told<OpenInvoicePaid>>> {
  const user = await requireUser("/billing");
  const services = await stripeFor(user.id);
  if (!services.ok) return refused(services);
  const paid = await payOpenInvoice(services, { userId: user.id }, await now());
  return paid.ok && paid.status === "requires_action" ? waitsForBank(paid) : told(paid);
}

/** Reads the plan from Stripe, after the bank's question was answered. */
export async function syncPlan(): Promise<void> {
  const user = await requireUser("/billing");
  const services = await stripeFor(user.id);
  if (services.ok) await syncOwn(services, { userId: user.id }, await now());
}

/** Redirects to Stripe to save a card. Stripe sends the browser back to /billing/card-updated. */
export async function updateCard(_before: FormState, form: FormData): Promise<FormState> {
  const user = await requireUser("/billing");
  const services = await stripeFor(user.id);
  if (!services.ok) return refuse(form, refusalSentence(services.reason));
  const wish = { userId: user.id, flow: "payment_method_update" } as const;
  const opened = await openPortal(services, wish, await now());
  return opened.ok ? redirect(opened.url as Route) : refuse(form, refusalSentence(opened.reason));
}

type Waits = { clientSecret: string | null; invoiceUrl: string | null };

/** The client secret is its owner's, and only of use where Stripe.js runs. */
function waitsForBank({ clientSecret, invoiceUrl }: Waits): AsksBank<never> {
  const stripe = clientSecret === null ? null : inBrowser(clientSecret);
  return { ok: true, status: "requires_action", invoiceUrl, stripe };
}

function told<Done extends { ok: true }>(outcome: Done | BillingRefusal): Done | Refused {
  return outcome.ok ? outcome : refused(outcome);
}

function refused(refusal: BillingRefusal): Refused {
  const sentence = "sentence" in refusal ? refusal.sentence : refusalSentence(refusal.reason);
  return { ok: false, reason: refusal.reason, sentence };
}
