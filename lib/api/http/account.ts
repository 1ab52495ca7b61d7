import { endDormancy } from "@/lib/billing/refills/dormancy/end-dormancy";
import type { Database } from "@/lib/db";
import { openAccount } from "@/lib/ledger/open-account";

/**
 * An account by its owner. `accountId` is null while the owner has no credit account yet; `isDormant` says that its free plan
 * is refilled when it is used.
 */
export type Account = { userId: string; accountId: string | null; isDormant: boolean };

/** The id of an account's credit account, which is opened when there is none. A dormant free plan is refilled first. */
export async function creditAccount(account: Account, database: Database, now: Date): Promise<string> {
  if (account.isDormant) await endDormancy(database, account.userId, now);
  return account.accountId ?? openAccount(database.sql, account.userId, now);
}
