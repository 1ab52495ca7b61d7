import { actorOf, type Caller } from "@/lib/api/http/caller";
import type { Sql } from "@/lib/db";
import { holdActor } from "@/lib/ledger/holds";

/**
 * Whether a caller may capture or release a hold of the account: whoever placed it, and who may give spends back. What
 * the app set aside for its work has to be there when the work is done. The account's owner may always look at it.
 */
export async function mayEndHold(sql: Sql, caller: Caller, accountId: string, holdId: string): Promise<boolean> {
  if (caller.scopes.includes("credits:refund")) return true;
  return (await holdActor(sql, accountId, holdId)) === actorOf(caller);
}
