import type { Sql } from "@/lib/db";
import { brokenInvariants } from "@/lib/ledger/invariants/all";
import { entriesWithoutAccount } from "@/lib/ledger/invariants/entries";
import type { Violation } from "@/lib/ledger/invariants/violation";

/**
 * Recomputes one account, or all, from the start of its history, from its entries, lots and holds, and returns
 * everything that does not agree. Writes nothing, and is right beside running traffic: each check is one statement and
 * so sees one moment. Costs as much as there is history; `verifyNew` costs as much as there is new.
 */
export async function verify(sql: Sql, accountId: string | "all", now: Date): Promise<Violation[]> {
  const one = accountId === "all" ? null : accountId;
  const scope = { accountIds: one === null ? null : [one], from: "start" } as const;
  return [...(await entriesWithoutAccount(sql, one)), ...(await brokenInvariants(sql, scope, now))];
}
