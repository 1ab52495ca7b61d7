import { entryKeys } from "@/lib/billing/source-keys";
import type { Sql } from "@/lib/db";
import { takenBy } from "@/lib/ledger/claw-back-cause";
import { reinstate } from "@/lib/ledger/reinstate";
import type { Entry } from "@/lib/ledger/types";

type GiveBack = {
  accountId: string;
  /** The claw-backs of one cause and what was reinstated of them, oldest first. */
  entries: readonly Entry[];
  /** Credits, at most what they took. */
  amount: bigint;
  /** The key that the cause's next entry would have. */
  nextKey: string;
  description: string;
};

/**
 * Gives back what claw-backs of one cause took, the last of them first. Returns how much: less than was asked where the
 * balance has no room, which is tried again when the same is settled next. The caller holds the account's lock.
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
