import { monthlyCredits } from "@/lib/billing/plan-quantity";
import { servesUntil } from "@/lib/billing/refills/paid-plan-serves";
import { toLine } from "@/lib/billing/refills/refillable";
import { owedWindows } from "@/lib/billing/refills/window-credits";
import { windowAt } from "@/lib/billing/refills/windows";
import { isEntitled } from "@/lib/billing/subscription-status";
import type { PaidPeriod, PlanVersion, Price, Subscription } from "@/lib/generated/prisma/client";
import { addMonths } from "@/lib/time";

export type Refill = { at: Date; credits: bigint };

type Row = Subscription & {
  price: Pick<Price, "interval"> | null;
  planVersion: PlanVersion;
  /** Time that is given, and runs or is to come. */
  paidPeriods: PaidPeriod[];
};
type Coming = {
  /** When it ends, if it will. */
  end: Date | null;
  /** The change of plan that is to come. */
  change: { at: Date; monthlyCredits: bigint } | null;
};

/**
 * The next refill of one subscription, if it goes on until then: the next window where that is paid for, or where Stripe
 * is about to charge for it. Null where it waits for somebody to act: after a failed payment, while collection is paused
 * without an end, and for an invoice that its owner pays.
 */
export function nextRefill(row: Row, { end, change }: Coming, now: Date): Refill | null {
  const at = momentOf(row, now);
  if (!at || (end && end <= at)) return null;
  const credits = change && change.at <= at ? change.monthlyCredits : monthlyCredits(row.planVersion, row.quantity);
  return { at, credits: givenAt(row, at) ?? credits };
}

function momentOf(row: Row, now: Date): Date | null {
  if (!isEntitled(row)) return null;
  // Noted where the next window is paid for already.
  if (row.nextRefillAt && row.nextRefillAt > now) return row.nextRefillAt;
  const next = windowAt(row.anchorAt, now)?.end ?? row.anchorAt;
  if (row.stripeSubscriptionId === null) return next;
  if (row.quantity === 0) return null;
  if (row.status === "PAST_DUE" && (row.paidThrough === null || row.paidThrough <= now)) return null;
  if (row.collection === "INVOICE") return null;
  return row.collectionPaused ? firstCharge(row) : next;
}

/** Given time may bring a part of the month. Null where what comes at the moment is not given. */
function givenAt(row: Row, at: Date): bigint | null {
  const paid = row.paidPeriods
    .filter(({ startAt, endAt }) => startAt <= at && at < endAt)
    .map((line) => toLine({ ...line, planVersion: row.planVersion }));
  if (paid.length === 0) return null;
  const shares = owedWindows({ id: row.id, anchorAt: row.anchorAt, paid }, { until: at }).flatMap((one) => one.shares);
  const due = shares.filter(({ from }) => from.getTime() === at.getTime());
  return due.length > 0 ? due.reduce((sum, { credits }) => sum + credits, 0n) : null;
}

/** The first period that begins once collection goes on: what was invoiced in the meantime is not asked for by itself. */
function firstCharge({ anchorAt, currentPeriodEnd, collectionResumesAt, price }: Row): Date | null {
  if (!collectionResumesAt || !currentPeriodEnd) return null;
  const step = price?.interval === "YEAR" ? 12 : 1;
  const from = Math.max(collectionResumesAt.getTime(), currentPeriodEnd.getTime() - 1);
  for (let months = 0; ; months += step) {
    const begins = addMonths(anchorAt, months);
    if (begins.getTime() > from) return begins;
  }
}

/**
 * The next refill of the free plan beside a paid one: while it serves, its next window; while it waits, what it brings
 * when it takes over. Null when it is not to, or when the paid plan is to end first.
 */
export function nextFreeRefill(free: Row, paid: Row, { end }: Pick<Coming, "end">, now: Date): Refill | null {
  const credits = free.planVersion.creditsPerMonth;
  if (free.status === "ACTIVE") {
    const at = windowAt(free.anchorAt, now)?.end ?? free.anchorAt;
    return { at, credits };
  }
  const { until, byTime } = servesUntil(paid);
  // Where Stripe charges by itself the next payment is expected, and not that it fails to come.
  const window = until && byTime && !end && now < until ? windowAt(free.anchorAt, until) : null;
  if (!until || !window) return null;
  // The window in which the paid plan began was refilled before it.
  return { at: window.start < paid.createdAt ? window.end : until, credits };
}
