import type { Sql } from "@/lib/db";
import { lotsOfSubscription } from "@/lib/ledger/lots-of";
import type { Entry, Lot } from "@/lib/ledger/types";

type Payments = { accountId: string; lots: readonly Lot[]; entries: readonly Entry[] };

/**
 * How much plan changes have taken from some lots: of a window's lots the last is taken from first, as its invoice is the
 * first that a credit is deducted from.
 */
export async function takenByChanges(sql: Sql, { accountId, lots, entries }: Payments): Promise<Map<string, bigint>> {
  const taken = new Map<string, bigint>();
  const changes = entries.filter(({ sourceKey }) => sourceKey?.startsWith("excess:"));
  const subscriptions = new Set(lots.flatMap(({ subscriptionId }) => subscriptionId ?? []));
  if (changes.length === 0) return taken;
  for (const subscriptionId of subscriptions) {
    const all = (await lotsOfSubscription(sql, accountId, subscriptionId)).reverse();
    const left = new Map<string, bigint>();
    for (const { id, amount, windowStart } of all) {
      const window = `excess:${subscriptionId}:${windowStart?.toISOString()}:`;
      const of = changes.filter(({ sourceKey }) => sourceKey?.startsWith(window));
      const rest = left.get(window) ?? of.reduce((sum, entry) => sum - entry.amount, 0n);
      const part = rest > amount ? amount : rest;
      taken.set(id, part);
      left.set(window, rest - part);
    }
  }
  return taken;
}
