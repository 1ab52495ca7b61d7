import type { Sql } from "@/lib/db";
import { type GrantRequest, type GrantResult, grant } from "@/lib/ledger/grant";

/** A grant that the balance has room for. */
export async function granted(
  sql: Sql,
  request: GrantRequest,
  now: Date,
): Promise<Exclude<GrantResult, { status: "balance_out_of_range" }>> {
  const result = await grant(sql, request, now);
  if (result.status === "balance_out_of_range") throw new Error("The balance has no room for this grant.");
  return result;
}
