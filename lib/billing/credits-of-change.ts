import { cutShort } from "@/lib/billing/cut-short";
import type { Decision, SoldAt } from "@/lib/billing/decide-change";
import { type Refillable, readRefillable } from "@/lib/billing/refillable";
import { type PaidStretch, windowShares } from "@/lib/billing/window-credits";
import { windowAt } from "@/lib/billing/windows";
import type { Db, Sql } from "@/lib/db";
import type { PlanVersion } from "@/lib/generated/prisma/client";
import { lotsOfSubscription } from "@/lib/ledger/lots-of";
import { openAccount } from "@/lib/ledger/open-account";
import { getBalance } from "@/lib/ledger/queries";
import type { Lot } from "@/lib/ledger/types";

/**
 * By how much plan credits change at once when a change is made and paid at `at`, by the rules of the refill itself.
 * Less than nothing when a month that was used up is cut short.
 */
export async function creditsOfChange(
  { db, sql }: { db: Db; sql: Sql },
  { subscription: { id }, kind, to }: Decision,
  at: Date,
): Promise<bigint> {
  const refillable = await readRefillable(db, id);
  if (kind === "interval") return ofNewPeriod(sql, refillable, to, at);
  const stretch = {
    startAt: at,
    endAt: refillable.currentPeriodEnd ?? at,
    planId: to.planVersion.planId,
    planName: to.planVersion.name,
    creditsPerMonth: to.planVersion.creditsPerMonth,
    paymentId: null,
  };
  return withinPeriod(refillable, stretch);
}

/** What the window is owed with the change, without what it is owed without. */
function withinPeriod({ id, anchorAt, paid }: Refillable, stretch: PaidStretch): bigint {
  const window = windowAt(anchorAt, stretch.startAt);
  if (!window) return 0n;
  const owed = (stretches: readonly PaidStretch[]) =>
    windowShares(id, window, stretches)
      .filter(({ from }) => from <= stretch.startAt)
      .reduce((sum, { credits }) => sum + credits, 0n);
  return owed([...paid, stretch]) - owed(paid);
}

/** A new month begins: what is left of plan credits ends as the new plan's policy says, and the used part is settled. */
async function ofNewPeriod(sql: Sql, refillable: Refillable, { planVersion }: SoldAt, at: Date): Promise<bigint> {
  const accountId = await openAccount(sql, refillable.userId, at);
  const lots = await lotsOfSubscription(sql, accountId, refillable.id);
  const cut = cutShort({ ...refillable, anchorAt: at }, { start: at }, lots);
  const balance = await getBalance(sql, accountId, at);
  const left = (balance?.lots ?? []).filter(({ kind }) => kind === "PLAN");
  const ended = beyond(left, lots.length > 0 ? kept(planVersion) : 0n);
  const endedOfCut = sum(ended.filter(({ id }) => cut?.lotIds.includes(id)));
  const owed = (cut?.creditedBack ?? 0n) - endedOfCut;
  return planVersion.creditsPerMonth - sum(ended) - (owed > 0n ? owed : 0n);
}

/** How many plan credits may stay; null is all of them. */
function kept({ refillPolicy, rolloverCapCredits }: PlanVersion): bigint | null {
  if (refillPolicy === "ROLL_OVER") return null;
  return refillPolicy === "ROLL_OVER_CAPPED" ? (rolloverCapCredits ?? 0n) : 0n;
}

/** What goes of the lots for only `keep` to stay, the oldest first. */
function beyond(lots: readonly Lot[], keep: bigint | null): { id: string; amount: bigint }[] {
  if (keep === null) return [];
  let excess = lots.reduce((total, { remaining }) => total + remaining, 0n) - keep;
  const oldestFirst = [...lots].sort((a, b) => a.effectiveAt.getTime() - b.effectiveAt.getTime());
  return oldestFirst.flatMap(({ id, remaining }) => {
    if (excess <= 0n) return [];
    const isWhole = excess >= remaining;
    const amount = isWhole ? remaining : excess;
    excess -= amount;
    return amount > 0n ? [{ id, amount }] : [];
  });
}

const sum = (parts: readonly { amount: bigint }[]): bigint => parts.reduce((total, { amount }) => total + amount, 0n);
