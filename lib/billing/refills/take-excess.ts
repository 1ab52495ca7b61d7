import type { Refillable } from "@/lib/billing/refills/refillable";
import { giveBack } from "@/lib/billing/refunds/give-back";
import { entryKeys } from "@/lib/billing/source-keys";
import { type Excess, excessCredits } from "@/lib/billing/windows/excess-credits";
import type { Sql } from "@/lib/db";
import { clawBack } from "@/lib/ledger/claw-back";
import { entriesFor, takenBy } from "@/lib/ledger/claw-back-cause";
import { clawBacks, endedOfLots } from "@/lib/ledger/lots-of";
import type { Entry, Lot } from "@/lib/ledger/types";

type Granted = { accountId: string; subscription: Refillable; lots: readonly Lot[] };

/**
 * Takes back granted credits that paid invoices no longer cover, so that late events lead to the same balance as timely
 * ones. Credits that were taken and are owed after all, because of a late payment, are restored. Returns the payments of the
 * windows that have an excess. The caller holds the account's lock.
 */
export async function takeExcess(sql: Sql, { accountId, subscription, lots }: Granted, now: Date): Promise<string[]> {
  if (lots.length === 0 || !mayHaveExcess(subscription)) return [];
  const windows = excessCredits(subscription, lots);
  const entries = await clawBacks(sql, accountId);
  if (entries.length === 0 && windows.every(({ credits }) => credits === 0n)) return [];
  const ids = lots.map(({ id }) => id);
  const unused = await endedOfLots(sql, accountId, ids);
  for (const window of windows) {
    await settle(sql, { accountId, subscriptionId: subscription.id, window, entries, unused }, now);
  }
  const changed = new Set(windows.filter(({ credits }) => credits > 0n).flatMap(({ lotIds }) => lotIds));
  return lots.filter(({ id }) => changed.has(id)).flatMap(({ paymentId }) => paymentId ?? []);
}

/** Whether anything of what it was granted may be no longer owed. */
export function mayHaveExcess({ duplicate, paid }: Refillable): boolean {
  return !duplicate && paid.some(({ isCredit }) => isCredit);
}

type Settled = {
  accountId: string;
  subscriptionId: string;
  window: Excess;
  /** All clawbacks of the account, and what was reinstated of them. */
  entries: readonly Entry[];
  /** What of each lot ended unused, by expiry or reset. */
  unused: ReadonlyMap<string, bigint>;
};

/** Takes the rest of a window's excess, or restores what was taken beyond it. */
async function settle(
  sql: Sql,
  { accountId, subscriptionId, window, entries, unused }: Settled,
  now: Date,
): Promise<void> {
  const { windowStart, lotIds, credits } = window;
  const cause = { kind: "PLAN_CHANGE", subscriptionId, windowStart } as const;
  const before = entriesFor(cause, entries);
  const taken = takenBy(before);
  const sourceKey = entryKeys.excess({ subscriptionId, start: windowStart }, before.length);
  const due = takeable(window, { entries, unused });
  if (taken < due) {
    const amount = due - taken;
    const description = whyTaken(window);
    await clawBack(sql, { accountId, amount, sourceKey, cause, lotIds, description, actor: "system" }, now);
  } else if (taken > credits) {
    const amount = taken - credits;
    const description = "Restored: the credited time was paid for after all";
    await giveBack(sql, { accountId, entries: before, amount, nextKey: sourceKey, description }, now);
  }
}

/**
 * How much of the excess can be taken in all: together with refunds never more than was granted, and without credits that
 * expired unused, which are not owed.
 */
function takeable(
  { credits, granted, lotIds }: Excess,
  { entries, unused }: Pick<Settled, "entries" | "unused">,
): bigint {
  const refunded = lotIds.map((lotId) => takenBy(entriesFor({ kind: "MONEY_BACK", lotId }, entries)));
  const left = granted - sum(refunded);
  const ended = sum(lotIds.map((id) => unused.get(id) ?? 0n));
  return (credits < left ? credits : left) - ended;
}

function whyTaken({ changedTo }: Excess): string {
  return changedTo
    ? `Change to ${changedTo}: the unused time was credited`
    : "Plan change: the time you paid for is worth fewer credits than were granted";
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);
