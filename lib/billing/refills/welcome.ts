import { lockUser } from "@/lib/billing/context";
import { settleFreePlan } from "@/lib/billing/refills/settle-free-plan";
import type { Db, Sql } from "@/lib/db";
import { openAccount } from "@/lib/ledger/open-account";
import { queueMail } from "@/lib/notify/queue-mail";

/**
 * Opens a new user's credit account and, if they can have free credits, starts the free plan and writes the welcome email:
 * in the transaction that creates the user, and again in the one that verifies their address. Idempotent. A customer of another
 * app did not sign up here, and gets no such email.
 */
export async function welcomeUser(
  { db, sql }: { db: Db; sql: Sql },
  { userId, isCustomer = false }: { userId: string; isCustomer?: boolean | undefined },
  now: Date,
): Promise<void> {
  await lockUser(sql, userId);
  await openAccount(sql, userId, now);
  const granted = await settleFreePlan(db, sql, userId, now);
  if (isCustomer) return;
  // Not the balance: a pack that was bought before does not refill.
  const credits = granted.reduce((sum, window) => sum + window.credits, 0n);
  await queueMail(db, { template: "welcome", userId, sourceKey: "welcome", credits }, now);
}
