import { windowOf } from "@/lib/billing/refills/windows";

/** A stretch of a subscription's time that a line of a paid invoice charges for, or gives back. */
export type PaidLine = {
  startAt: Date;
  endAt: Date;
  /** What a month of it brings: the plan's credits times the quantity. */
  creditsPerMonth: bigint;
  planName: string;
  /** The line credits the money of this time: a change had it charged before. */
  isCredit: boolean;
  /** Charged or credited for a change in mid-period. */
  isProration: boolean;
  /** Nobody is charged for it: its windows are its own, and what they brought is never taken back. */
  isGiven: boolean;
  /** The invoice's id; null for time that no invoice is for. */
  invoice: string | null;
  /** Invoices of one subscription are told apart by it, the older first. */
  invoicedAt: Date;
  paidAt: Date;
  /** Null when there was nothing to pay. */
  paymentId: string | null;
  /** Where refill windows were cut from when the line was first heard of. */
  anchorAt: Date;
};

/**
 * The lines of one period of service: whatever is changed within it, they all end together
 * (docs.stripe.com/billing/subscriptions/prorations).
 */
export type PaidPeriod = {
  start: Date;
  end: Date;
  /** Where its refill windows are cut from. */
  anchor: Date;
  /** Whether a new period was begun before it was over, so that its windows are not those of the subscription now. */
  isReplaced: boolean;
  lines: PaidLine[];
};

/** Sorts lines into the periods they are for, the earliest first. */
export function paidPeriods(lines: readonly PaidLine[], anchorAt: Date): PaidPeriod[] {
  const ends = new Set(lines.map(({ endAt }) => endAt.getTime()));
  return [...ends]
    .map((end) => lines.filter(({ endAt }) => endAt.getTime() === end))
    .map((ofPeriod) => periodOf(ofPeriod, anchorAt))
    .sort((a, b) => a.start.getTime() - b.start.getTime());
}

/** Until when a subscription's time is paid for and not given back; null when none is. */
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

/** Whether a window that is cut from the anchor begins at a moment. */
function begins(anchor: Date, at: Date): boolean {
  return windowOf(anchor, at).start.getTime() === at.getTime();
}

function earliest(lines: readonly PaidLine[]): PaidLine | undefined {
  return lines.reduce<PaidLine | undefined>(
    (first, line) => (first && first.startAt <= line.startAt ? first : line),
    undefined,
  );
}
