import type { Sql } from "@/lib/db";
import { entriesFor, takenBy } from "@/lib/ledger/claw-back-cause";
import { lotsOfSubscription } from "@/lib/ledger/lots-of";
import type { Entry, Lot } from "@/lib/ledger/types";

type Payments = { accountId: string; lots: readonly Lot[]; entries: readonly Entry[] };

/**
 * How much plan changes have taken from some lots: of a window's lots the last is taken from first, as its invoice is the
 * first that a credit is deducted from.
 */
export async function takenByChanges(sql: Sql, { accountId, lots, entries }: Payments): Promise<Map<string, bigint>> {
  const taken = new Map<string, bigint>();
  if (!entries.some(({ cause }) => cause?.kind === "PLAN_CHANGE")) return taken;
  for (const subscriptionId of new Set(lots.flatMap((lot) => lot.subscriptionId ?? []))) {
    const all = await lotsOfSubscription(sql, accountId, subscriptionId);
    for (const [windowStart, ofWindow] of byWindow(all)) {
      let left = takenBy(entriesFor({ kind: "PLAN_CHANGE", subscriptionId, windowStart }, entries));
      for (const { id, amount } of ofWindow.toReversed()) {
        const part = left < amount ? left : amount;
        taken.set(id, part);
        left -= part;
      }
    }
  }
  return taken;
}

function byWindow(lots: readonly Lot[]): [Date, Lot[]][] {
  const starts = new Set(lots.flatMap(({ windowStart }) => windowStart?.getTime() ?? []));
  return [...starts].map((start) => [
    new Date(start),
    lots.filter(({ windowStart }) => windowStart?.getTime() === start),
  ]);
}
