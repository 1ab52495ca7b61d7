import { lockUser } from "@/lib/billing/context";
import { grantDueWindows } from "@/lib/billing/refills/grant-due-windows";
import type { GrantedWindow } from "@/lib/billing/refills/refill-mail";
import { settleFreePlan, settlesFreePlan } from "@/lib/billing/refills/settle-free-plan";
import type { Database } from "@/lib/db";
import type { Subscription } from "@/lib/generated/prisma/client";

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
    return grantDueWindows(db, sql, id, now);
  });
}
