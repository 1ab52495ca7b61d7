import { lockUser } from "@/lib/billing/context";
import { settleFreePlan } from "@/lib/billing/settle-free-plan";
import type { Db, Sql } from "@/lib/db";
import { openAccount } from "@/lib/ledger/open-account";

/** Opens a new user's credit account and starts the free plan, in the transaction that makes the user. Repeatable. */
export async function welcomeUser(
  { db, sql }: { db: Db; sql: Sql },
  { userId }: { userId: string },
  now: Date,
): Promise<void> {
  await lockUser(sql, userId);
  await openAccount(sql, userId, now);
  await settleFreePlan(db, sql, userId, now);
}
