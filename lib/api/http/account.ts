import type { Principal } from "@/lib/api/http/principal";
import type { Database } from "@/lib/db";
import { openAccount } from "@/lib/ledger/open-account";

/** The credit account a call is about: the caller's own. */
export async function accountOf(principal: Principal, { sql }: Database, now: Date): Promise<string> {
  return principal.accountId ?? openAccount(sql, principal.userId, now);
}
