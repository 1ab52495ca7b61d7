import { monthlyCredits } from "@/lib/billing/plan-quantity";
import { servesUntil } from "@/lib/billing/refills/paid-plan-serves";
import { isEntitled } from "@/lib/billing/subscription-status";
import { toLine } from "@/lib/billing/windows/paid-lines";
import { owedWindows } from "@/lib/billing/windows/window-credits";
import { windowAt } from "@/lib/billing/windows/windows";
import type { PaidPeriod, PlanVersion, Price, Subscription } from "@/lib/generated/prisma/client";
import { addMonths } from "@/lib/time";

export type Refill = { at: Date; credits: bigint };

/** When the next refill comes; null when there is none, or when it is due and waits for its payment. */
export const comingRefillAt = (refill: Refill | null | undefined, now: Date): Date | null =>
  refill && refill.at > now ? refill.at : null;

type Row = Subscription & {
  price: Pick<Price, "interval"> | null;
  planVersion: PlanVersion;
  /** Current or future given time. */
  paidPeriods: PaidPeriod[];
};
type Coming = {
  /** When it ends, if it will. */
  end: Date | null;
  /** The scheduled plan change. */
  change: { at: Date; monthlyCredits: bigint } | null;
};

/**
 * The next refill of a subscription that continues until then: the next window, if it is paid for or Stripe is about to
 * charge for it. Between the end of a period and its renewal's payment it is the window that has begun, so its time is
 * past: it is due. Null when it depends on someone: after a failed payment, while collection is paused indefinitely, and
 * for an invoice that the customer pays.
 */
export function nextRefill(row: Row, { end, change }: Coming, now: Date): Refill | null {
  const at = momentOf(row, now);
  if (!at || (end && end <= at)) return null;
  const credits = change && change.at <= at ? change.monthlyCredits : monthlyCredits(row.planVersion, row.quantity);
  return { at, credits: givenAt(row, at) ?? credits };
}

function momentOf(row: Row, now: Date): Date | null {
  if (!isEntitled(row)) return null;
  // Stored when the next window is already paid for.
  if (row.nextRefillAt && row.nextRefillAt > now) return row.nextRefillAt;
  const window = windowAt(row.anchorAt, now);
  const next = window?.end ?? row.anchorAt;
  if (row.stripeSubscriptionId === null) return next;
  if (row.quantity === 0) return null;
  if (row.status === "PAST_DUE" && (row.paidThrough === null || row.paidThrough <= now)) return null;
  if (row.collection === "INVOICE") return null;
  if (row.collectionPaused) return firstCharge(row);
  return window && !isPaidAt(row, window.start) ? window.start : next;
}

function isPaidAt({ paidThrough, paidPeriods }: Row, at: Date): boolean {
  return (
    (paidThrough !== null && at < paidThrough) || paidPeriods.some(({ startAt, endAt }) => startAt <= at && at < endAt)
  );
}

/** Given time may grant part of a month. Null when what comes next is not given time. */
function givenAt(row: Row, at: Date): bigint | null {
  const paid = row.paidPeriods
    .filter(({ startAt, endAt }) => startAt <= at && at < endAt)
    .map((line) => toLine({ ...line, planVersion: row.planVersion }));
  if (paid.length === 0) return null;
  const shares = owedWindows({ id: row.id, anchorAt: row.anchorAt, paid }, { until: at }).flatMap((one) => one.shares);
  const due = shares.filter(({ from }) => from.getTime() === at.getTime());
  return due.length > 0 ? due.reduce((sum, { credits }) => sum + credits, 0n) : null;
}

/** The first period after collection resumes: invoices from the pause are not collected automatically. */
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
 * The next refill of the free plan beside a paid one: its next window while it applies; otherwise what it grants when it
 * takes over. Null when it will not, or when the paid plan ends first.
 */
export function nextFreeRefill(free: Row, paid: Row, { end }: Pick<Coming, "end">, now: Date): Refill | null {
  const credits = free.planVersion.creditsPerMonth;
  if (free.status === "ACTIVE") {
    const at = windowAt(free.anchorAt, now)?.end ?? free.anchorAt;
    return { at, credits };
  }
  const { until, byTime } = servesUntil(paid);
  // When Stripe charges automatically, the next payment is expected to succeed.
  const window = until && byTime && !end && now < until ? windowAt(free.anchorAt, until) : null;
  if (!until || !window) return null;
  // The window in which the paid plan started was refilled before it.
  return { at: window.start < paid.createdAt ? window.end : until, credits };
}
