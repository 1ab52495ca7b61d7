import { dueOf } from "@/lib/billing/refills/due-of";
import { isFreePlan, type Refillable } from "@/lib/billing/refills/refillable";
import type { RefillLots } from "@/lib/ledger/lots-of";

/** How many refills in a row have to stay unused. */
const IDLE_REFILLS = 3;

/**
 * Whether a due free plan becomes dormant instead of being refilled: the start of the window that is not granted, or null.
 * Its last three refills were not touched, and nothing else happened in the account. Plans that keep unused credits, and
 * users who want to hear of refills or low balances or who top up by themselves, get every refill on time.
 */
export function dormantSince(subscription: Refillable, { account, lots }: RefillLots, now: Date): Date | null {
  const { policy, waitsForVerification, wantsMails, topsUp } = subscription;
  if (!isFreePlan(subscription) || policy !== "RESET" || waitsForVerification || wantsMails || topsUp) return null;
  if (account.lowBalanceThreshold !== null || !isIdle(account, lots)) return null;
  const [window, ...others] = dueOf(subscription, lots, now);
  if (!window || others.length > 0 || window.isLate) return null;
  const isGranted = lots.some(({ windowStart }) => windowStart?.getTime() === window.start.getTime());
  return isGranted ? null : window.start;
}

/** Each refill is two entries: the end of the credits before, and its own. */
function isIdle({ seq, held, debt }: RefillLots["account"], lots: RefillLots["lots"]): boolean {
  const last = lots.slice(-IDLE_REFILLS).reverse();
  const areTheLastEntries = last.every(
    ({ origin, grantSeq }, nth) => origin === "REFILL" && grantSeq === seq - 2n * BigInt(nth),
  );
  return last.length === IDLE_REFILLS && areTheLastEntries && held === 0n && debt === 0n;
}
