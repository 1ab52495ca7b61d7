import type { BillingReader } from "@/lib/billing/context";
import { type Decision, decideChange } from "@/lib/billing/plans/decide-change";
import { intervalAtStripe, scheduleAtPeriodEnd } from "@/lib/billing/plans/schedule-at-period-end";
import { syncAtOnce } from "@/lib/billing/plans/sync-at-once";
import { syncLivePlan } from "@/lib/billing/plans/sync-own";
import type { CallerServices } from "@/lib/billing/stripe-limit";
import { takeTurn } from "@/lib/billing/take-turn";
import type { BillingRefusal } from "@/lib/billing/types";
import {
  type Attempted,
  changePriceNow,
  changePriceUnpaid,
  dropPendingChange,
  fetchAttempt,
} from "@/lib/stripe/change-price";
import { isStripeUnavailable } from "@/lib/stripe/errors";
import { releaseSchedule, scheduleChange } from "@/lib/stripe/schedules";
import { whenStripeAnswers } from "@/lib/stripe/when-stripe-answers";

export type PlanChanged =
  /** It is in effect, and its credits are granted. Also when a scheduled change was undone. */
  | { ok: true; status: "changed" }
  /** It takes effect at the end of the period. */
  | { ok: true; status: "scheduled"; at: Date }
  /** The bank requires authentication first. Confirm with the secret, or send the user to the page. */
  | { ok: true; status: "requires_action"; clientSecret: string | null; invoiceUrl: string | null }
  /** The payment is processing, and its credits are granted when it succeeds. */
  | { ok: true; status: "processing" }
  | BillingRefusal;

type Wish = { userId: string; price: string; prorationDate?: Date };

/**
 * Changes the plan. An upgrade, or monthly to yearly, is immediate, prorated, and only made if it is paid. A downgrade, or
 * yearly to monthly, happens at the end of the period. Changing to the current price undoes a scheduled change.
 */
export async function changePlan(services: CallerServices, wish: Wish, now: Date): Promise<PlanChanged> {
  const { userId } = wish;
  const tooMany = await services.purchases.refuse(userId);
  if (tooMany) return tooMany;
  const { prisma: db, sql } = services.database;
  const { stripe } = services;
  return whenStripeAnswers(() =>
    takeTurn<PlanChanged>(sql, { userId, purpose: "change_plan" }, async ({ id }) => {
      const decision = await decideChange({ db, stripe }, wish);
      if (!decision.ok) {
        if (decision.reason === "not_subscribed") await syncLivePlan(services, { userId }, now);
        return decision;
      }
      if (!isGood(wish.prorationDate, decision, now)) return { ok: false, reason: "preview_expired" };
      const key = `refill-change-${id}`;
      const changed = await WAYS[decision.how]({ db, stripe, key }, decision, wish.prorationDate ?? now);
      await syncAtOnce(services, { userId, stripeSubscriptionId: decision.facts.id }, now);
      return changed;
    }),
  );
}

/** How long a preview is valid, so that nobody can choose the moment they are charged from. */
const PREVIEW_GOOD_MINUTES = 30;
// Another server's clock may be slightly ahead.
const SKEW_MS = 60_000;

function isGood(at: Date | undefined, { facts }: Decision, now: Date): boolean {
  if (!at) return true;
  const age = now.getTime() - at.getTime();
  return age >= -SKEW_MS && age <= PREVIEW_GOOD_MINUTES * 60_000 && at >= facts.currentPeriodStart;
}

/** `key` identifies this request to Stripe. */
type Asking = Pick<BillingReader, "db" | "stripe"> & { key: string };
type Way = (asking: Asking, decision: Decision, prorationDate: Date) => Promise<PlanChanged>;

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

  later: async ({ stripe }, decision) => ({
    ok: true,
    status: "scheduled",
    at: await scheduleAtPeriodEnd(stripe, decision),
  }),

  now: changeNow,
};

async function changeNow(asking: Asking, decision: Decision, prorationDate: Date): Promise<PlanChanged> {
  const { stripe } = asking;
  const { facts, to } = decision;
  const pending = facts.pendingChange;
  if (pending?.stripePriceId === to.stripePriceId) {
    // A repeated request while the bank waits is the same payment, not another.
    const attempted = await fetchAttempt(stripe, pending.invoiceId);
    if (attempted.state !== "declined") return answerTo(attempted);
  }
  if (pending) await dropPendingChange(stripe, pending.invoiceId);
  if (facts.scheduleId) await releaseSchedule(stripe, facts.scheduleId);
  const attempted = await attempt(asking, decision, prorationDate);
  if (attempted === "unknown") return { ok: false, reason: "payment_unknown" };
  if (attempted.state !== "declined") return answerTo(attempted);
  await dropPendingChange(stripe, attempted.invoiceId);
  await restoreSchedule(asking, decision);
  if (attempted.sentence === null) return { ok: false, reason: "no_saved_card" };
  return { ok: false, reason: "card_declined", sentence: attempted.sentence, paymentId: null };
}

/** Stripe may have made the change and its response got lost: repeating the request finds it made. */
async function attempt(asking: Asking, decision: Decision, prorationDate: Date): Promise<Attempted | "unknown"> {
  const { stripe, key: idempotencyKey } = asking;
  try {
    const { isPaidByBankDebit } = decision.facts;
    return await changePriceNow(stripe, { ...changeOf(decision), prorationDate, isPaidByBankDebit, idempotencyKey });
  } catch (error) {
    if (isStripeUnavailable(error)) return "unknown";
    await restoreSchedule(asking, decision);
    throw error;
  }
}

function answerTo(attempted: Exclude<Attempted, { state: "declined" }>): PlanChanged {
  if (attempted.state === "applied") return { ok: true, status: "changed" };
  if (attempted.state === "processing") return { ok: true, status: "processing" };
  const { clientSecret, invoiceUrl } = attempted;
  return { ok: true, status: "requires_action", clientSecret, invoiceUrl };
}

/** A change that could not be paid changes nothing: the previous schedule is restored. */
async function restoreSchedule({ db, stripe }: Asking, { facts }: Decision): Promise<void> {
  const { scheduledChange: planned, nextPhase } = facts;
  const price = planned && (await db.price.findUnique({ where: { stripePriceId: planned.stripePriceId } }));
  if (!nextPhase || !price) return;
  await scheduleChange(stripe, { subscriptionId: facts.id, ...nextPhase, interval: intervalAtStripe(price) });
}

/** The request to Stripe for a change of plan. */
export function changeOf({ facts, to, quantity }: Decision) {
  return { subscriptionId: facts.id, itemId: facts.itemId, stripePriceId: to.stripePriceId, quantity };
}
