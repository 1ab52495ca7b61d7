import { type BillingContext, type BillingServices, lockUser } from "@/lib/billing/context";
import { type Decision, decideChange } from "@/lib/billing/decide-change";
import { syncAtOnce } from "@/lib/billing/sync-at-once";
import type { BillingRefusal } from "@/lib/billing/types";
import { whenStripeAnswers } from "@/lib/billing/when-stripe-answers";
import { isStripeUnavailable } from "@/lib/stripe/errors";
import {
  type Attempted,
  changePriceNow,
  changePriceUnpaid,
  dropPendingChange,
  fetchAttempt,
} from "@/lib/stripe/plan-changes";
import { releaseSchedule, scheduleChange } from "@/lib/stripe/schedules";

export type PlanChanged =
  /** It is in effect, and its credits are there. Also when a scheduled change was taken back. */
  | { ok: true; status: "changed" }
  /** It takes effect at the end of the period. */
  | { ok: true; status: "scheduled"; at: Date }
  /** The bank wants to ask first: nothing is changed until it has. Confirm with the secret, or send the owner to the page. */
  | { ok: true; status: "requires_action"; clientSecret: string | null; invoiceUrl: string | null }
  /** The money is under way, and its credits come with it. */
  | { ok: true; status: "processing" }
  | BillingRefusal;

type Wish = { userId: string; price: string; prorationDate?: Date };

/**
 * Changes the plan. More credits a month, or a year instead of months: at once, prorated, and only if it is paid. Fewer,
 * or months instead of a year: at the end of the period. The price it is at takes a scheduled change back.
 */
export async function changePlan(services: BillingServices, wish: Wish, now: Date): Promise<PlanChanged> {
  return whenStripeAnswers(async () => {
    const { stripeSubscriptionId, changed } = await changeAtStripe(services, wish, now);
    if (stripeSubscriptionId) await syncAtOnce(services, { userId: wish.userId, stripeSubscriptionId }, now);
    return changed;
  });
}

/** Of two wishes at once the second finds what the first has done. */
async function changeAtStripe({ database, stripe }: BillingServices, wish: Wish, now: Date) {
  return database.transaction<{ stripeSubscriptionId?: string; changed: PlanChanged }>(async (db, sql) => {
    const user = await lockUser(sql, wish.userId);
    if (!user) return { changed: { ok: false, reason: "not_subscribed" } };
    const context = { db, sql, stripe };
    const decision = await decideChange(context, wish);
    if (!decision.ok) return { changed: decision };
    if (!isGood(wish.prorationDate, decision, now)) return { changed: { ok: false, reason: "preview_expired" } };
    const changed = await WAYS[decision.how](context, decision, wish.prorationDate ?? now);
    return { stripeSubscriptionId: decision.facts.id, changed };
  });
}

/** How long what was previewed may still be done, so that nobody is charged from a moment of their choice. */
const PREVIEW_GOOD_MINUTES = 30;
// Another server's clock may be a moment ahead of this one's.
const SKEW_MS = 60_000;

function isGood(at: Date | undefined, { facts }: Decision, now: Date): boolean {
  if (!at) return true;
  const age = now.getTime() - at.getTime();
  return age >= -SKEW_MS && age <= PREVIEW_GOOD_MINUTES * 60_000 && at >= facts.currentPeriodStart;
}

type Way = (context: BillingContext, decision: Decision, prorationDate: Date) => Promise<PlanChanged>;

const WAYS: Record<Decision["how"], Way> = {
  undo: async ({ stripe }, { facts }) => {
    if (facts.pendingChange) await dropPendingChange(stripe, facts.pendingChange.invoiceId);
    if (facts.scheduledChange && facts.scheduleId) await releaseSchedule(stripe, facts.scheduleId);
    return { ok: true, status: "changed" };
  },

  trial: async ({ stripe }, decision) => {
    const { facts } = decision;
    if (facts.scheduleId) await releaseSchedule(stripe, facts.scheduleId);
    await changePriceUnpaid(stripe, changeOf(decision));
    return { ok: true, status: "changed" };
  },

  later: async ({ stripe }, { facts, to }) => {
    const at = facts.currentPeriodEnd;
    if (facts.scheduledChange?.stripePriceId === to.stripePriceId) {
      return { ok: true, status: "scheduled", at: facts.scheduledChange.at };
    }
    if (facts.pendingChange) await dropPendingChange(stripe, facts.pendingChange.invoiceId);
    if (facts.scheduleId) await releaseSchedule(stripe, facts.scheduleId);
    const interval = to.interval === "YEAR" ? "year" : "month";
    await scheduleChange(stripe, { subscriptionId: facts.id, stripePriceId: to.stripePriceId, interval });
    return { ok: true, status: "scheduled", at };
  },

  now: changeNow,
};

async function changeNow(context: BillingContext, decision: Decision, prorationDate: Date): Promise<PlanChanged> {
  const { stripe } = context;
  const { facts, to } = decision;
  const pending = facts.pendingChange;
  if (pending?.stripePriceId === to.stripePriceId) {
    // Asked again while the bank waits for its owner: the same payment, not another.
    const attempted = await fetchAttempt(stripe, pending.invoiceId);
    if (attempted.state !== "declined") return answerTo(attempted);
  }
  if (pending) await dropPendingChange(stripe, pending.invoiceId);
  if (facts.scheduleId) await releaseSchedule(stripe, facts.scheduleId);
  const attempted = await attempt(context, decision, prorationDate);
  if (attempted === "unknown") return { ok: false, reason: "payment_unknown" };
  if (attempted.state !== "declined") return answerTo(attempted);
  await dropPendingChange(stripe, attempted.invoiceId);
  await restoreSchedule(context, decision);
  if (attempted.sentence === null) return { ok: false, reason: "no_saved_card" };
  return { ok: false, reason: "card_declined", sentence: attempted.sentence, paymentId: null };
}

/** Stripe may have made the change and its answer be lost: then asking again finds it made. */
async function attempt(
  { stripe }: BillingContext,
  decision: Decision,
  prorationDate: Date,
): Promise<Attempted | "unknown"> {
  try {
    const { isPaidByBankDebit } = decision.facts;
    return await changePriceNow(stripe, { ...changeOf(decision), prorationDate, isPaidByBankDebit });
  } catch (error) {
    if (isStripeUnavailable(error)) return "unknown";
    throw error;
  }
}

function answerTo(attempted: Exclude<Attempted, { state: "declined" }>): PlanChanged {
  if (attempted.state === "applied") return { ok: true, status: "changed" };
  if (attempted.state === "processing") return { ok: true, status: "processing" };
  const { clientSecret, invoiceUrl } = attempted;
  return { ok: true, status: "requires_action", clientSecret, invoiceUrl };
}

/** A change that could not be paid changes nothing: what was planned before is planned again. */
async function restoreSchedule({ db, stripe }: BillingContext, { facts }: Decision): Promise<void> {
  const planned = facts.scheduledChange;
  const price = planned && (await db.price.findUnique({ where: { stripePriceId: planned.stripePriceId } }));
  if (!planned || !price) return;
  const interval = price.interval === "YEAR" ? "year" : "month";
  await scheduleChange(stripe, { subscriptionId: facts.id, stripePriceId: planned.stripePriceId, interval });
}

function changeOf({ facts, to }: Decision) {
  return { subscriptionId: facts.id, itemId: facts.itemId, stripePriceId: to.stripePriceId };
}
