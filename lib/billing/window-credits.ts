import type { RefillWindow } from "@/lib/billing/windows";

/** A stretch of a subscription's time that was paid for, and what its plan gives a month. */
export type PaidStretch = {
  startAt: Date;
  endAt: Date;
  planId: string;
  planName: string;
  creditsPerMonth: bigint;
  /** Null when there was nothing to pay. */
  paymentId: string | null;
};

/** Credits that one payment owes one window. Less than nothing when a change in mid-window was credited. */
export type WindowShare = {
  kind: "refill" | "upgrade" | "downgrade";
  /** The business fact: asked again for the same window and plan, it is the same. */
  sourceKey: string;
  credits: bigint;
  planName: string;
  paymentId: string | null;
  /** When it began to be due. */
  from: Date;
};

/**
 * What a window is owed by the stretches that pay for it. Those that run when it begins owe the latest plan's credits
 * between them, each what it adds to the ones before, so that each payment stands for its own part. A change within it
 * owes the difference of the two plans for the unused part, rounded down; a change back takes the same away, rounded up,
 * so that no way round of changes brings more than the time on each plan is worth.
 */
export function windowShares(
  subscriptionId: string,
  window: Pick<RefillWindow, "start" | "end">,
  paid: readonly PaidStretch[],
): WindowShare[] {
  const running = runningAt(paid, window.start);
  const changes = inOrder(paid).filter((one) => window.start < one.startAt && one.startAt < window.end);
  const key = keyOf(subscriptionId, window);
  const monthly = running.at(-1)?.creditsPerMonth ?? 0n;
  const shares: WindowShare[] = [];

  let covered = 0n;
  for (const one of running) {
    const credits = least(one.creditsPerMonth, monthly) - covered;
    if (credits <= 0n) continue;
    const sourceKey = covered === 0n ? `refill:${key}` : `refill:${key}:${one.planId}`;
    shares.push({ ...about(one), kind: "refill", sourceKey, credits, from: window.start });
    covered += credits;
  }

  // Without anything that runs at its beginning, a change has nothing to be the difference to.
  let before = running.length > 0 ? monthly : null;
  for (const one of changes) {
    if (before !== null && before !== one.creditsPerMonth) {
      const credits = unusedPart(one.creditsPerMonth - before, window, one.startAt);
      const kind = one.creditsPerMonth > before ? "upgrade" : "downgrade";
      const sourceKey = `${kind}:${key}:${one.planId}:${one.startAt.toISOString()}`;
      if (credits !== 0n) shares.push({ ...about(one), kind, sourceKey, credits, from: one.startAt });
    }
    before = one.creditsPerMonth;
  }
  return shares;
}

/** What the source keys of a window's shares have in common. */
export const keyOf = (subscriptionId: string, { start }: { start: Date }) => `${subscriptionId}:${start.toISOString()}`;

/** Of those that begin at the same moment the later bought is the later: sorting keeps their order. */
function inOrder(paid: readonly PaidStretch[]): PaidStretch[] {
  return [...paid].sort((a, b) => a.startAt.getTime() - b.startAt.getTime());
}

/** Those that pay for a moment, the latest bought last. */
export function runningAt(paid: readonly PaidStretch[], at: Date): PaidStretch[] {
  return inOrder(paid).filter((one) => one.startAt <= at && at < one.endAt);
}

/** `credits` times the part of the window that is left at `at`, rounded down. */
export function unusedPart(credits: bigint, window: { start: Date; end: Date }, at: Date): bigint {
  const whole = BigInt(window.end.getTime() - window.start.getTime());
  const left = BigInt(window.end.getTime() - at.getTime());
  const product = credits * left;
  // Division of bigints drops what is behind the point; less than nothing is to be rounded away from it.
  return product >= 0n ? product / whole : -((-product + whole - 1n) / whole);
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

function about({ planName, paymentId }: PaidStretch) {
  return { planName, paymentId };
}
