import { excessCredits } from "@/lib/billing/excess-credits";
import type { Refillable } from "@/lib/billing/refillable";
import type { Sql } from "@/lib/db";
import { clawBack } from "@/lib/ledger/claw-back";
import { clawBacks, endedOfLots } from "@/lib/ledger/lots-of";
import type { Lot } from "@/lib/ledger/types";

type Granted = { accountId: string; subscription: Refillable; lots: readonly Lot[] };

/**
 * Takes back what refills brought before the news of a change came, so that late news end in the same balance as news in
 * time. What ended unused is nobody's debt. The caller holds the account's lock.
 */
export async function takeExcess(sql: Sql, { accountId, subscription, lots }: Granted, now: Date): Promise<void> {
  const excess = excessCredits(subscription, lots, now);
  if (excess.length === 0) return;
  const entries = await clawBacks(sql, accountId);
  const ended = await endedOfLots(
    sql,
    accountId,
    excess.flatMap(({ lotIds }) => lotIds),
  );
  for (const { sourceKey: key, credits, lotIds } of excess) {
    const before = entries.filter(({ sourceKey }) => sourceKey === key || sourceKey?.startsWith(`${key}:`));
    const taken = before.reduce((sum, { amount }) => sum - amount, 0n);
    const unused = lotIds.reduce((sum, id) => sum + (ended.get(id) ?? 0n), 0n);
    const amount = credits - taken - unused;
    if (amount <= 0n) continue;
    const sourceKey = before.length === 0 ? key : `${key}:${before.length}`;
    const description = "Change of plan: more had come by then than its time is worth";
    await clawBack(sql, { accountId, amount, sourceKey, lotIds, description, actor: "system" }, now);
  }
}
