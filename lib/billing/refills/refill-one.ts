import { lockUser } from "@/lib/billing/context";
import { dormantSince } from "@/lib/billing/refills/dormancy/dormant-since";
import { startDormancies } from "@/lib/billing/refills/dormancy/start-dormancies";
import { grantDueWindows } from "@/lib/billing/refills/grant-due-windows";
import type { GrantedWindow } from "@/lib/billing/refills/refill-mail";
import { isFreePlan, readRefillables } from "@/lib/billing/refills/refillable";
import { settleFreePlan, settlesFreePlan } from "@/lib/billing/refills/settle-free-plan";
import type { Database, Db, Sql } from "@/lib/db";
import type { Subscription } from "@/lib/generated/prisma/client";
import { refillLotsOf } from "@/lib/ledger/lots-of";

/**
 * Refills one subscription in its own transaction, once its user is not locked by others. Null when it is no longer due.
 */
export async function refillOne(
  database: Database,
  { id, userId }: Pick<Subscription, "id" | "userId">,
  now: Date,
): Promise<GrantedWindow[] | null> {
  return database.transaction(async (db, sql) => {
    await lockUser(sql, userId);
    const due = await db.subscription.findFirst({ where: { id, nextRefillAt: { lte: now } } });
    if (!due) return null;
    if (settlesFreePlan(due, now)) return settleFreePlan(db, sql, userId, now);
    if (isFreePlan(due) && (await becomesDormant(db, sql, due, now))) return [];
    return grantDueWindows(db, sql, id, now);
  });
}

/** Whether a free plan becomes dormant instead: then nothing is due until its account is used. */
async function becomesDormant(db: Db, sql: Sql, free: Subscription, now: Date): Promise<boolean> {
  const [[subscription], [found]] = await Promise.all([readRefillables(db, [free.id], now), refillLotsOf(sql, [free])]);
  const since = subscription && found ? dormantSince(subscription, found, now) : null;
  if (!since) return false;
  await db.subscription.update({ where: { id: free.id }, data: { nextRefillAt: null } });
  await startDormancies(sql, [{ userId: free.userId, subscriptionId: free.id, since }]);
  return true;
}
