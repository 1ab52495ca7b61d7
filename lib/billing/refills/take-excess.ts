import { type Excess, excessCredits } from "@/lib/billing/refills/excess-credits";
import type { Refillable } from "@/lib/billing/refills/refillable";
import type { Sql } from "@/lib/db";
import { clawBack } from "@/lib/ledger/claw-back";
import { clawBacks, endedOfLots } from "@/lib/ledger/lots-of";
import { reinstate } from "@/lib/ledger/reinstate";
import type { Entry, Lot } from "@/lib/ledger/types";

type Granted = { accountId: string; subscription: Refillable; lots: readonly Lot[] };

/**
 * Takes back granted credits that paid invoices no longer cover, so that late events lead to the same balance as timely
 * ones; together with refunds never more than was granted. Credits that expired unused are not owed. Credits that were
 * taken and are owed after all, because of a late payment, are restored. The caller holds the account's lock.
 */
export async function takeExcess(sql: Sql, { accountId, subscription, lots }: Granted, now: Date): Promise<void> {
  if (lots.length === 0 || !subscription.paid.some(({ isCredit }) => isCredit)) return;
  const windows = excessCredits(subscription, lots);
  const entries = await clawBacks(sql, accountId);
  if (entries.length === 0 && windows.every(({ credits }) => credits === 0n)) return;
  const ended = await endedOfLots(
    sql,
    accountId,
    lots.map(({ id }) => id),
  );
  for (const window of windows) {
    const before = entries.filter(({ sourceKey }) => sourceKey?.startsWith(`${window.sourceKey}:`));
    const taken = before.reduce((sum, { amount }) => sum - amount, 0n);
    const unused = window.lotIds.reduce((sum, id) => sum + (ended.get(id) ?? 0n), 0n);
    const one = { accountId, window, before };
    const due = least(window.credits, window.granted - returnedOf(window, entries)) - unused;
    if (taken < due) {
      await take(sql, { ...one, amount: due - taken }, now);
    } else if (taken > window.credits) {
      await giveBack(sql, { ...one, amount: taken - window.credits }, now);
    }
  }
}

/** What refunds of a window's payments have taken of it. */
function returnedOf({ lotIds }: Excess, entries: readonly Entry[]): bigint {
  return entries
    .filter(({ sourceKey }) => lotIds.some((id) => sourceKey?.startsWith(`clawback:${id}:`)))
    .reduce((sum, { amount }) => sum - amount, 0n);
}

function least(a: bigint, b: bigint): bigint {
  return a - b < 0n ? a : b;
}

type Settled = { accountId: string; window: Excess; before: Entry[]; amount: bigint };

async function take(sql: Sql, { accountId, window, before, amount }: Settled, now: Date): Promise<void> {
  const { lotIds } = window;
  const sourceKey = `${window.sourceKey}:${before.length}`;
  const description = window.changedTo
    ? `Change to ${window.changedTo}: the unused time was credited`
    : "Plan change: the time you paid for is worth fewer credits than were granted";
  await clawBack(sql, { accountId, amount, sourceKey, lotIds, description, actor: "system" }, now);
}

async function giveBack(sql: Sql, { accountId, window, before, amount: total }: Settled, now: Date): Promise<void> {
  let left = total;
  for (const claw of before.filter(({ type }) => type === "CLAWBACK").reverse()) {
    const undone = before.filter(({ undoesSeq }) => undoesSeq === claw.seq);
    const rest = undone.reduce((sum, entry) => sum - entry.amount, -claw.amount);
    if (left <= 0n || rest <= 0n || claw.sourceKey === null) continue;
    const amount = left - rest > 0n ? rest : left;
    const sourceKey = `${window.sourceKey}:${before.length}:${claw.seq}`;
    const description = "Restored: the credited time was paid for after all";
    const of = claw.sourceKey;
    const back = await reinstate(sql, { accountId, of, amount, sourceKey, description, actor: "system" }, now);
    // The next sync of the subscription tries again.
    if (!back.ok) return;
    left -= amount;
  }
}
