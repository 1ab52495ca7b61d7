import type { BillingServices } from "@/lib/billing/context";
import { monthlyCredits } from "@/lib/billing/plan-quantity";
import { changeOf } from "@/lib/billing/plans/change-plan";
import { creditsOfChange } from "@/lib/billing/plans/credits-of-change";
import { type Decision, decideChange } from "@/lib/billing/plans/decide-change";
import { windowAt } from "@/lib/billing/refills/windows";
import { sharedRun } from "@/lib/billing/shared-run";
import type { CallerServices } from "@/lib/billing/stripe-limit";
import { endsAt, isCurrent } from "@/lib/billing/subscription-status";
import type { BillingRefusal, ChangeKind, PlanAtPrice } from "@/lib/billing/types";
import { previewChangeInvoice, previewRenewal } from "@/lib/stripe/change-price";
import type { StripeClient } from "@/lib/stripe/client";
import { whenStripeAnswers } from "@/lib/stripe/when-stripe-answers";
import { addMonths } from "@/lib/time";

/**
 * What a change of plan would come to, in money as Stripe reckons it and in credits as we do. Plan and price are for one;
 * every sum is for all that is charged, add-ons too.
 */
export type ChangePreview = PlanAtPrice & {
  ok: true;
  /** How many of the plan would be charged for. */
  quantity: number;
  /** What the refill of a whole month would give. */
  monthlyCredits: bigint;
  kind: ChangeKind;
  effective: "now" | "period_end";
  /** When it would take effect. */
  at: Date;
  /** What would be charged at once; less than nothing is credited to later invoices. */
  amountDueCents: number;
  currency: string;
  /** What that is made of; none when nothing is invoiced now. */
  lines: { description: string; amountCents: number }[];
  /** The first whole invoice after the change. */
  nextInvoice: { at: Date; amountCents: number };
  /** By how much the plan's credits would change at once; less than nothing when a used month is cut short. */
  creditsNow: bigint;
  nextRefill: { at: Date; credits: bigint } | null;
  /** Hand it to `changePlan` and it charges exactly this; null when nothing is prorated. */
  prorationDate: Date | null;
};

export type ChangePreviewed = ChangePreview | BillingRefusal;

/** Says what `changePlan` with the same price would do. Changes nothing. Asked many times at once, Stripe is asked once at a time. */
export async function previewChange(services: CallerServices, wish: Wish, now: Date): Promise<ChangePreviewed> {
  const key = `preview:${wish.userId}:${wish.price}`;
  return sharedRun(services.database.pool, key, () => preview(services, wish, now));
}

type Wish = { userId: string; price: string };

async function preview({ database, stripe }: BillingServices, wish: Wish, now: Date): Promise<ChangePreviewed> {
  const db = database.prisma;
  return whenStripeAnswers(async () => {
    const decision = await decideChange({ db, stripe }, wish);
    if (!decision.ok) return decision;
    // Stripe reckons by whole seconds.
    const at = new Date(Math.floor(now.getTime() / 1000) * 1000);
    const isNow = decision.how === "now";
    const { kind, to, quantity } = decision;
    const { id, interval, amountCents, currency } = to;
    const { name, creditsPerMonth } = to.planVersion;
    const invoice = isNow
      ? await previewChangeInvoice(stripe, { ...changeOf(decision), prorationDate: at })
      : { amountDueCents: 0, lines: [] };
    return {
      ok: true,
      kind,
      effective: decision.how === "later" ? "period_end" : "now",
      at: decision.how === "later" ? decision.facts.currentPeriodEnd : at,
      quantity,
      monthlyCredits: monthlyCredits(to.planVersion, quantity),
      plan: { key: to.planVersion.plan.key, name, creditsPerMonth },
      price: { id, interval, amountCents, currency },
      amountDueCents: invoice.amountDueCents,
      currency,
      lines: invoice.lines,
      nextInvoice: await nextInvoice(stripe, decision, at),
      creditsNow: isNow ? await creditsOfChange({ db, sql: database.sql }, decision, at) : 0n,
      nextRefill: nextRefill(decision, at),
      prorationDate: isNow ? at : null,
    };
  });
}

/** As Stripe reckons it, with discounts and what is in credit; where it cannot tell yet, the price as it is sold. */
async function nextInvoice(stripe: StripeClient, decision: Decision, at: Date) {
  const { kind, how, facts } = decision;
  if (startsPeriod(decision)) return asSold(decision, addMonths(at, 12));
  // Stripe answers with what is scheduled, and that is to be taken back; and no period of another length is begun yet.
  if (facts.scheduleId || (kind === "interval" && how === "later")) {
    return asSold(decision, facts.currentPeriodEnd);
  }
  const { amountDueCents } = await previewRenewal(stripe, changeOf(decision));
  return { at: facts.currentPeriodEnd, amountCents: amountDueCents };
}

/** The price as it is sold, with the add-ons that are due by then. */
function asSold({ facts, to, quantity }: Decision, at: Date) {
  const addOns = facts.items.filter(({ id, periodEnd }) => id !== facts.itemId && periodEnd <= at);
  const amountCents = addOns.reduce(
    (sum, one) => sum + (one.unitAmountCents ?? 0) * (one.quantity ?? 0),
    to.amountCents * quantity,
  );
  return { at, amountCents };
}

/** A year instead of months begins at once. */
function startsPeriod({ kind, how }: Decision): boolean {
  return kind === "interval" && how === "now";
}

function nextRefill(decision: Decision, at: Date): ChangePreview["nextRefill"] {
  const { how, facts, from, to, quantity } = decision;
  if (!isCurrent(facts)) return null;
  const end = endsAt(facts);
  const next = startsPeriod(decision) ? addMonths(at, 1) : (windowAt(facts.anchorAt, at)?.end ?? facts.anchorAt);
  if (end && end <= next) return null;
  const isOnNew = how !== "later" || facts.currentPeriodEnd <= next;
  const credits = isOnNew ? monthlyCredits(to.planVersion, quantity) : monthlyCredits(from.planVersion, facts.quantity);
  return { at: next, credits };
}
