import { endOfGrace } from "@/lib/billing/grace-period";
import type { NewBillingEvent } from "@/lib/billing/new-billing-event";
import { rolloverCap } from "@/lib/billing/plan-quantity";
import type { Due } from "@/lib/billing/refills/due-of";
import type { Refillable } from "@/lib/billing/refills/refillable";
import { isOfShare, lotKeys } from "@/lib/billing/source-keys";
import type { WindowShare } from "@/lib/billing/windows/window-credits";
import type { GrantRequest } from "@/lib/ledger/grant";
import type { RefillLot } from "@/lib/ledger/lots-of";
import type { ResetRequest } from "@/lib/ledger/reset-plan-lots";
import { log } from "@/lib/log";

export type ShareToGrant = {
  subscription: Refillable;
  window: Due;
  share: WindowShare;
  /** Those of the subscription so far. */
  lots: readonly RefillLot[];
};

/** What the ledger grants for a share. */
export type ShareGrant = {
  /** Which earlier plan credits end first. */
  reset: Omit<ResetRequest, "accountId"> | null;
  /** The payment whose cost the lot bears. */
  costOf: string | null;
  lot: Omit<GrantRequest, "accountId" | "amountCents" | "currency">;
  event: NewBillingEvent;
};

/** What is to be granted for a share of what is due; null when all of it was granted before. */
export function grantOfShare(one: ShareToGrant, now: Date): ShareGrant | null {
  const { subscription, window, share, lots } = one;
  const before = lots.filter((lot) => isOfShare(lot.sourceKey, share.sourceKey));
  const credits = before.length > 0 ? missing(one, before) : share.credits;
  if (credits <= 0n) return null;
  const sourceKey = lotKeys.more(share.sourceKey, before.length);
  const origin = originOf(one);
  const due = window.isLate ? share.paidAt : share.from;
  const description = descriptionOf(origin, share);
  const rollsOver = subscription.policy !== "RESET" && !window.isTrial;
  // Its first lot bears the whole cost: what is added to it later cost nothing more.
  const isPaid = before.length === 0 && !window.isTrial && !share.isGiven;
  return {
    reset: isFirst(one) ? resetBefore(one) : null,
    costOf: isPaid ? share.paymentId : null,
    lot: {
      kind: "PLAN",
      origin,
      amount: credits,
      sourceKey,
      effectiveAt: due < now ? due : now,
      expiresAt: rollsOver ? null : lastsUntil(window, now),
      description,
      paymentId: share.paymentId,
      subscriptionId: subscription.id,
      windowStart: window.start,
      actor: "system",
    },
    event: {
      userId: subscription.userId,
      type: origin === "UPGRADE" ? "upgraded" : "refilled",
      sourceKey,
      description,
      credits,
      paymentId: share.paymentId ?? undefined,
      subscriptionId: subscription.id,
      occurredAt: now,
    },
  };
}

/**
 * What an invoice's share lacks when more of it turns out to be owed: a later payment covers a credit that was deducted
 * from it. Unpaid windows keep what they were granted, even if the plan is edited.
 */
function missing({ share, window }: ShareToGrant, before: readonly RefillLot[]): bigint {
  const isPaidFor = share.invoice !== null && !window.isTrial && !share.isGiven;
  return isPaidFor ? before.reduce((rest, { amount }) => rest - amount, share.credits) : 0n;
}

/** What a share is: a trial, given time, late, the first of its window, or added to it. */
function originOf(one: ShareToGrant): ShareOrigin {
  if (one.window.isTrial) return "TRIAL";
  if (one.share.isGiven) return "GIVEN";
  if (one.window.isLate) return "LATE";
  return isFirst(one) ? "REFILL" : "UPGRADE";
}

/** Whether it is the first of its window. A late share is added to the current window. */
function isFirst({ window, lots }: ShareToGrant): boolean {
  if (window.isLate) return false;
  return !lots.some(
    ({ windowStart, origin }) =>
      (origin === "TRIAL") === window.isTrial && windowStart?.getTime() === window.start.getTime(),
  );
}

type ShareOrigin = "TRIAL" | "GIVEN" | "LATE" | "REFILL" | "UPGRADE";

function descriptionOf(origin: ShareOrigin, { planName }: WindowShare): string {
  switch (origin) {
    case "TRIAL":
      return `${planName} trial`;
    case "GIVEN":
      return `${planName}, free of charge`;
    case "LATE":
      return `${planName} refill for an earlier period, paid late`;
    case "UPGRADE":
      return `Upgrade to ${planName}`;
    case "REFILL":
      return `${planName} refill`;
  }
}

/**
 * Stripe collects a renewal about an hour after the period ends, so a plan lot outlives its window by the grace period. A
 * late one, granted after its window, lasts as long as its window would have.
 */
function lastsUntil({ start, end }: Due, now: Date): Date {
  const until = now < end ? end.getTime() : now.getTime() + end.getTime() - start.getTime();
  return endOfGrace(new Date(until));
}

/**
 * Which lots a new window resets, by the refill policy: everything, what exceeds the cap, or only lots of another plan.
 * Lots granted since the window started were paid late, and stay.
 */
function resetBefore({ subscription, window, lots }: ShareToGrant): ShareGrant["reset"] {
  const { id, policy, planVersion, quantity } = subscription;
  const hasLots = lots.length > 0;
  if (policy === "ROLL_OVER" && hasLots) return null;
  return {
    keepCredits: policy === "ROLL_OVER_CAPPED" && hasLots ? rolloverCap(planVersion, quantity) : 0n,
    keepSince: { subscriptionId: id, at: window.start },
    // The free plan may apply beside a paid one, whose credits it must not reset.
    ...(subscription.stripeSubscriptionId === null && { subscriptionId: id }),
    description: "Unused plan credits expired at the refill",
    actor: "system",
  };
}

/** Logs that the ledger refused the grant: the balance would be too large. */
export function warnOfNoRoom(accountId: string, { lot: { sourceKey, amount: credits } }: ShareGrant): void {
  log.warn({ account: accountId, sourceKey, credits }, "a refill waits: the balance has no room for it");
}
