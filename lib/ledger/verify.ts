import type { Sql } from "@/lib/db";
import { brokenInvariants } from "@/lib/ledger/invariants/all";
import { entriesWithoutAccount } from "@/lib/ledger/invariants/entries";
import type { Violation } from "@/lib/ledger/invariants/violation";

/**
 * Recomputes one account, or all, from the start of its history, from its entries, lots and holds, and returns every
 * violation. Writes nothing, and is exact while the app is running: each check is one statement and so one snapshot; on a
 * divided ledger, one for each shard. The cost grows with the whole history; `verifyNew` only with what is new.
 */
export async function verify(sql: Sql, accountId: string | "all", now: Date): Promise<Violation[]> {
  const one = accountId === "all" ? null : accountId;
  const scope = { accountIds: one === null ? null : [one], from: "start" } as const;
  return [...(await entriesWithoutAccount(sql, one)), ...(await brokenInvariants(sql, scope, now))];
}
