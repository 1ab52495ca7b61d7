import { monthlyCredits } from "@/lib/billing/plan-quantity";
import { changeOf } from "@/lib/billing/plans/change-plan";
import { type Decision, decideChange } from "@/lib/billing/plans/decide-change";
import { rehearseChange } from "@/lib/billing/plans/rehearse-change";
import { sharedRun } from "@/lib/billing/shared-run";
import type { CallerServices } from "@/lib/billing/stripe-limit";
import type { BillingRefusal, ChangeKind, PlanAtPrice } from "@/lib/billing/types";
import { previewChangeInvoice, previewRenewal } from "@/lib/stripe/change-price";
import type { StripeClient } from "@/lib/stripe/client";
import { whenStripeAnswers } from "@/lib/stripe/when-stripe-answers";
import { addMonths } from "@/lib/time";

/**
 * What a change of plan would cost, calculated by Stripe, and its credits, calculated here. Plan and price are per unit;
 * every sum is the total, including add-ons.
 */
export type ChangePreview = PlanAtPrice & {
  ok: true;
  /** The quantity that would be charged. */
  quantity: number;
  /** The credits of a full month's refill. */
  monthlyCredits: bigint;
  kind: ChangeKind;
  effective: "now" | "period_end";
  /** When it would take effect. */
  at: Date;
  /** Another change is scheduled already, which this one would cancel. */
  cancelsScheduled: boolean;
  /** This change is scheduled already: there is nothing to confirm. */
  isScheduled: boolean;
  /** What would be charged now; negative amounts are credited to later invoices. */
  amountDueCents: number;
  currency: string;
  /** What that is charged to; null when Stripe names no method. */
  method: { brand: string; last4: string | null } | null;
  /** Its invoice lines; none when nothing is invoiced now. */
  lines: { description: string; amountCents: number }[];
  /** The first full invoice after the change. */
  nextInvoice: { at: Date; amountCents: number };
  /** How many plan credits would be added now; negative when a used month is cut short. */
  creditsNow: bigint;
  nextRefill: { at: Date; credits: bigint } | null;
  /** Pass it to `changePlan` to charge exactly this; null when nothing is prorated. */
  prorationDate: Date | null;
};

export type ChangePreviewed = ChangePreview | BillingRefusal;

/** Previews `changePlan` for the same price. Changes nothing. Concurrent previews share requests to Stripe. */
export async function previewChange(services: CallerServices, wish: Wish, now: Date): Promise<ChangePreviewed> {
  const key = `preview:${wish.userId}:${wish.price}`;
  return sharedRun(services.database.pool, key, () => preview(services, wish, now));
}

type Wish = { userId: string; price: string };

async function preview(services: CallerServices, wish: Wish, now: Date): Promise<ChangePreviewed> {
  const { stripe } = services;
  const db = services.database.prisma;
  return whenStripeAnswers(async () => {
    const decision = await decideChange({ db, stripe }, wish);
    if (!decision.ok) return decision;
    // Stripe calculates in whole seconds.
    const at = new Date(Math.floor(now.getTime() / 1000) * 1000);
    const isNow = decision.how === "now";
    const { kind, to, quantity } = decision;
    const { id, interval, amountCents, currency } = to;
    const { name, creditsPerMonth } = to.planVersion;
    const invoice = isNow
      ? await previewChangeInvoice(stripe, { ...changeOf(decision), prorationDate: at })
      : { amountDueCents: 0, lines: [], paid: null };
    const { creditsNow, nextRefill } = await rehearseChange(services, { decision, invoice: invoice.paid }, now);
    return {
      ok: true,
      kind,
      effective: decision.how === "later" ? "period_end" : "now",
      at: decision.how === "later" ? decision.facts.currentPeriodEnd : at,
      cancelsScheduled: decision.facts.scheduleId !== null && !isScheduled(decision),
      isScheduled: isScheduled(decision),
      quantity,
      monthlyCredits: monthlyCredits(to.planVersion, quantity),
      plan: { key: to.planVersion.plan.key, name, creditsPerMonth },
      price: { id, interval, amountCents, currency },
      amountDueCents: invoice.amountDueCents,
      currency,
      method: decision.facts.method,
      lines: invoice.lines,
      nextInvoice: await nextInvoice(stripe, decision, at),
      creditsNow,
      nextRefill,
      prorationDate: isNow ? at : null,
    };
  });
}

/** Stripe's calculation, with discounts and customer balance; the list price when Stripe cannot tell yet. */
async function nextInvoice(stripe: StripeClient, decision: Decision, at: Date) {
  const { kind, how, facts } = decision;
  if (startsPeriod(decision)) return asSold(decision, addMonths(at, 12));
  // Stripe's preview includes the schedule that the change will undo, and cannot cover a period of another length yet.
  if (facts.scheduleId || (kind === "interval" && how === "later")) {
    return asSold(decision, facts.currentPeriodEnd);
  }
  const { amountDueCents } = await previewRenewal(stripe, changeOf(decision));
  return { at: facts.currentPeriodEnd, amountCents: amountDueCents };
}

/** The list price, plus the add-ons due by then. */
function asSold({ facts, to, quantity }: Decision, at: Date) {
  const addOns = facts.items.filter(({ id, periodEnd }) => id !== facts.itemId && periodEnd <= at);
  const amountCents = addOns.reduce(
    (sum, one) => sum + (one.unitAmountCents ?? 0) * (one.quantity ?? 0),
    to.amountCents * quantity,
  );
  return { at, amountCents };
}

function isScheduled({ how, facts: { scheduledChange }, to, quantity }: Decision): boolean {
  return (
    how === "later" && scheduledChange?.stripePriceId === to.stripePriceId && scheduledChange.quantity === quantity
  );
}

/** Monthly to yearly takes effect immediately. */
function startsPeriod({ kind, how }: Decision): boolean {
  return kind === "interval" && how === "now";
}
