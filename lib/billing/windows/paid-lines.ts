import { monthlyCredits, planTitle } from "@/lib/billing/plan-quantity";
import { windowOf } from "@/lib/billing/windows/windows";
import type { PlanVersion, PaidPeriod as Recorded } from "@/lib/generated/prisma/client";

/** A span of a subscription's time that a line of a paid invoice charges for or credits. */
export type PaidLine = {
  startAt: Date;
  endAt: Date;
  /** The credits of a full month of it: the plan's credits times the quantity. */
  creditsPerMonth: bigint;
  planName: string;
  /** The line credits this time, which an earlier line charged for. */
  isCredit: boolean;
  /** Charged or credited for a mid-period change. */
  isProration: boolean;
  /** Given time: it has its own windows, and its credits are never taken back. */
  isGiven: boolean;
  /** The invoice's id; null for time without an invoice. */
  invoice: string | null;
  /** Sorts a subscription's invoices, older first. */
  invoicedAt: Date;
  paidAt: Date;
  /** Null when there was nothing to pay. */
  paymentId: string | null;
  /** The anchor of the refill windows when the line was first synced. */
  anchorAt: Date;
};

/**
 * The lines of one service period. Whatever changes within it, they all end together
 * (docs.stripe.com/billing/subscriptions/prorations).
 */
export type PaidPeriod = {
  start: Date;
  end: Date;
  /** The anchor of its refill windows. */
  anchor: Date;
  /** Whether a new period started before it was over, so that its windows differ from the subscription's current ones. */
  isReplaced: boolean;
  lines: PaidLine[];
};

type RecordedLine = Omit<Recorded, "id" | "subscriptionId" | "planVersionId" | "stripeLineId"> & {
  planVersion: Pick<PlanVersion, "name" | "quantity" | "creditsPerMonth">;
};

/** A recorded invoice line in the form used by refills. */
export function toLine({ planVersion, quantity, ...line }: RecordedLine): PaidLine {
  return {
    ...line,
    creditsPerMonth: monthlyCredits(planVersion, quantity),
    planName: planTitle(planVersion.name, quantity),
    invoice: line.stripeInvoiceId,
    invoicedAt: line.createdAt,
  };
}

/** Groups lines into service periods, earliest first. */
export function paidPeriods(lines: readonly PaidLine[], anchorAt: Date): PaidPeriod[] {
  const ends = new Set(lines.map(({ endAt }) => endAt.getTime()));
  return [...ends]
    .map((end) => lines.filter(({ endAt }) => endAt.getTime() === end))
    .map((ofPeriod) => periodOf(ofPeriod, anchorAt))
    .sort((a, b) => a.start.getTime() - b.start.getTime());
}

/** Until when a subscription's time is paid for and not credited; null when it is not. */
export function paidUntil(
  lines: readonly { start: Date; end: Date; isCredit: boolean; quantity: number }[],
): Date | null {
  const units = new Map<number, number>();
  for (const { end, isCredit, quantity } of lines) {
    units.set(end.getTime(), (units.get(end.getTime()) ?? 0) + (isCredit ? -quantity : quantity));
  }
  const ends = [...units].filter(([, left]) => left > 0).map(([end]) => end);
  return ends.length > 0 ? new Date(Math.max(...ends)) : null;
}

function periodOf(lines: PaidLine[], anchorAt: Date): PaidPeriod {
  const charges = lines.filter(({ isCredit }) => !isCredit);
  const whole = charges.filter(({ isProration }) => !isProration);
  const first = earliest(whole) ?? earliest(charges) ?? earliest(lines);
  if (!first) throw new RangeError("A period has at least one line.");
  const end = first.endAt;
  const isOn = (anchor: Date) => begins(anchor, end) || whole.some(({ startAt }) => begins(anchor, startAt));
  const isReplaced = !isOn(anchorAt);
  const before = isOn(first.anchorAt) ? first.anchorAt : first.startAt;
  return {
    start: earliest(lines)?.startAt ?? first.startAt,
    end,
    anchor: isReplaced ? before : anchorAt,
    isReplaced,
    lines,
  };
}

/** Whether a window counted from the anchor starts at a moment. */
function begins(anchor: Date, at: Date): boolean {
  return windowOf(anchor, at).start.getTime() === at.getTime();
}

function earliest(lines: readonly PaidLine[]): PaidLine | undefined {
  return lines.reduce<PaidLine | undefined>(
    (first, line) => (first && first.startAt <= line.startAt ? first : line),
    undefined,
  );
}
