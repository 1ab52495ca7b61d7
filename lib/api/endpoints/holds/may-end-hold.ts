import { actorOf, type Caller } from "@/lib/api/http/caller";
import type { Sql } from "@/lib/db";
import { holdActor } from "@/lib/ledger/holds";

/**
 * Whether a caller may capture or release a hold: the caller that placed it, or one with the scope credits:refund.
 * Credits that the app reserved for its work must still be there when the work is done. The account's owner can always
 * see the hold.
 */
export async function mayEndHold(sql: Sql, caller: Caller, accountId: string, holdId: string): Promise<boolean> {
  if (caller.scopes.includes("credits:refund")) return true;
  return (await holdActor(sql, accountId, holdId)) === actorOf(caller);
}
