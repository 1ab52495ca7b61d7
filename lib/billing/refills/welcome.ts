import { lockUser } from "@/lib/billing/context";
import { settleFreePlan } from "@/lib/billing/refills/settle-free-plan";
import type { Db, Sql } from "@/lib/db";
import { openAccount } from "@/lib/ledger/open-account";
import { getBalance } from "@/lib/ledger/queries";
import { queueMail } from "@/lib/notify/queue-mail";

/**
 * Opens a new user's credit account and, if they can have free credits, starts the free plan and writes the welcome email:
 * in the transaction that creates the user, and again in the one that verifies their address. Idempotent.
 */
export async function welcomeUser(
  { db, sql }: { db: Db; sql: Sql },
  { userId }: { userId: string },
  now: Date,
): Promise<void> {
  await lockUser(sql, userId);
  const accountId = await openAccount(sql, userId, now);
  await settleFreePlan(db, sql, userId, now);
  const credits = (await getBalance(sql, accountId, now))?.available ?? 0n;
  await queueMail(db, { template: "welcome", userId, sourceKey: "welcome", credits }, now);
}
