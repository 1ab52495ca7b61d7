import { monthlyCredits, rolloverCap } from "@/lib/billing/plan-quantity";
import type { Decision, SoldAt } from "@/lib/billing/plans/decide-change";
import type { Refills } from "@/lib/billing/refills/due-windows";
import { excessCredits, startsOf } from "@/lib/billing/refills/excess-credits";
import type { PaidLine } from "@/lib/billing/refills/paid-lines";
import { readRefillable } from "@/lib/billing/refills/refillable";
import { owedWindows } from "@/lib/billing/refills/window-credits";
import type { Db, Sql } from "@/lib/db";
import type { PlanVersion } from "@/lib/generated/prisma/client";
import { lotsOfSubscription } from "@/lib/ledger/lots-of";
import { openAccount } from "@/lib/ledger/open-account";
import { getBalance } from "@/lib/ledger/queries";
import type { Lot } from "@/lib/ledger/types";
import { addMonths } from "@/lib/time";

/**
 * How many plan credits a change that is made, prorated and paid at `at` would add, by the same rules as the refill.
 * Negative when a used month is cut short.
 */
export async function creditsOfChange(
  { db, sql }: { db: Db; sql: Sql },
  { subscription: { id }, kind, facts, from, to, quantity }: Decision,
  at: Date,
): Promise<bigint> {
  const refillable = await readRefillable(db, id);
  const accountId = await openAccount(sql, refillable.userId, at);
  const lots = await lotsOfSubscription(sql, accountId, refillable.id);
  const isNewPeriod = kind === "interval";
  const anchorAt = isNewPeriod ? at : refillable.anchorAt;
  const endAt = isNewPeriod ? addMonths(at, to.interval === "YEAR" ? 12 : 1) : facts.currentPeriodEnd;
  const common = {
    startAt: at,
    invoice: "preview",
    invoicedAt: at,
    paidAt: at,
    paymentId: null,
    isGiven: false,
    anchorAt,
  };
  const paid: PaidLine[] = [
    ...refillable.paid,
    { ...common, ...sold(from, facts.quantity), endAt: facts.currentPeriodEnd, isCredit: true, isProration: true },
    {
      ...common,
      ...sold(to, quantity),
      endAt,
      isCredit: false,
      isProration: !isNewPeriod,
    },
  ];
  const changed = { ...refillable, anchorAt, paid };
  const granted = startsOf(lots);
  if (!isNewPeriod) return owedNow(changed, at, granted) - owedNow(refillable, at, granted);

  const balance = await getBalance(sql, accountId, at);
  const left = (balance?.lots ?? []).filter(({ kind: lotKind }) => lotKind === "PLAN");
  const ended = beyond(left, lots.length > 0 ? kept(to.planVersion, quantity) : 0n);
  const cut = excessCredits(changed, lots).reduce((total, { credits, lotIds }) => {
    const spent = credits - sum(ended.filter(({ id: lotId }) => lotIds.includes(lotId)));
    return spent > 0n ? total + spent : total;
  }, 0n);
  return owedNow(changed, at, granted) - sum(ended) - cut;
}

function sold({ planVersion }: SoldAt, quantity: number) {
  return { creditsPerMonth: monthlyCredits(planVersion, quantity), planName: planVersion.name };
}

/** What the current window is worth, given what is paid for. */
function owedNow(refills: Refills, at: Date, granted: ReadonlySet<number>): bigint {
  const window = owedWindows(refills, { since: at, until: at, granted }).findLast(
    ({ start, closesAt, isReplaced }) => start <= at && at < closesAt && !isReplaced,
  );
  const due = window?.shares.filter(({ from }) => from <= at) ?? [];
  return due.reduce((total, { credits }) => total + credits, 0n);
}

/** How many plan credits may stay; null for all of them. */
function kept(plan: PlanVersion, quantity: number): bigint | null {
  if (plan.refillPolicy === "ROLL_OVER") return null;
  return plan.refillPolicy === "ROLL_OVER_CAPPED" ? rolloverCap(plan, quantity) : 0n;
}

/** What is taken from the lots to keep only `keep`, oldest first. */
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
