import { lockUser } from "@/lib/billing/context";
import { findDormancy } from "@/lib/billing/refills/dormancy/close-dormancy";
import { settleFreePlan } from "@/lib/billing/refills/settle-free-plan";
import type { Database } from "@/lib/db";
import type { Tx } from "@/lib/services";

/**
 * Refills the user's free plan if it is dormant, because the account is about to be read or changed. Otherwise does nothing, so
 * that it may be called when in doubt.
 */
export async function endDormancy(database: Database, userId: string, now: Date): Promise<void> {
  if (!(await findDormancy(database.sql, userId))) return;
  await database.transaction(async (db, sql) => {
    await lockUser(sql, userId);
    await refillIfDormant({ db, sql }, userId, now);
  });
}

/** The same in an open transaction that holds the user's lock. */
export async function refillIfDormant({ db, sql }: Tx, userId: string, now: Date): Promise<void> {
  if (await findDormancy(sql, userId)) await settleFreePlan(db, sql, userId, now);
}
