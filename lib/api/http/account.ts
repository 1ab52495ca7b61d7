import type { Database } from "@/lib/db";
import { openAccount } from "@/lib/ledger/open-account";

/** An account by its owner; `accountId` is null while the owner has no credit account yet. */
export type Account = { userId: string; accountId: string | null };

/** The id of an account's credit account, which is opened when there is none. */
export async function creditAccount(account: Account, { sql }: Database, now: Date): Promise<string> {
  return account.accountId ?? openAccount(sql, account.userId, now);
}
