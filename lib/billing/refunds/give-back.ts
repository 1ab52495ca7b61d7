import { entryKeys } from "@/lib/billing/source-keys";
import type { Sql } from "@/lib/db";
import { takenBy } from "@/lib/ledger/claw-back-cause";
import { reinstate } from "@/lib/ledger/reinstate";
import type { Entry } from "@/lib/ledger/types";

type GiveBack = {
  accountId: string;
  /** The clawbacks of one cause and what was reinstated of them, oldest first. */
  entries: readonly Entry[];
  /** Credits, at most what they took. */
  amount: bigint;
  /** The key that the cause's next entry would have. */
  nextKey: string;
  description: string;
};

/**
 * Reinstates what clawbacks of one cause took, the last of them first. Returns how much: less than `amount` when the
 * balance has no room, in which case the next settlement tries again. The caller holds the account's lock.
 */
export async function giveBack(
  sql: Sql,
  { accountId, entries, amount: asked, nextKey, description }: GiveBack,
  now: Date,
): Promise<bigint> {
  let left = asked;
  for (const claw of entries.filter(({ type }) => type === "CLAWBACK").reverse()) {
    const taken = takenBy(entries.filter(({ seq, undoesSeq }) => seq === claw.seq || undoesSeq === claw.seq));
    if (left <= 0n || taken <= 0n || claw.sourceKey === null) continue;
    const amount = taken < left ? taken : left;
    const fact = { of: claw.sourceKey, amount, sourceKey: entryKeys.reinstated(nextKey, claw.seq), description };
    const given = await reinstate(sql, { ...fact, accountId, actor: "system" }, now);
    if (!given.ok) break;
    left -= amount;
  }
  return asked - left;
}
