import { lockUser } from "@/lib/billing/context";
import { settlePlanLimits } from "@/lib/billing/refills/settle-plan-limits";
import { enqueuePlanLimits } from "@/lib/catalog/enqueue-plan-limits";
import type { Database } from "@/lib/db";

/** How many users one job handles; the next job goes on. */
const BATCH = 200;

/**
 * Gives the next users, in the order of their ids, the limits of the plan that applies to them: the free plan has others now. Each in a
 * transaction of its own. Safe to run twice and to kill. Returns how many it looked at.
 */
export async function applyPlanLimits(
  database: Database,
  after: string | null,
  now: Date,
  batch = BATCH,
): Promise<number> {
  const users = await database.sql<{ id: string }>`
    SELECT id::text FROM "user"
    WHERE deleted_at IS NULL AND (${after}::uuid IS NULL OR id > ${after}::uuid)
    ORDER BY id
    LIMIT ${batch}::integer`;
  for (const { id } of users) {
    await database.transaction(async (db, sql) => {
      await lockUser(sql, id);
      await settlePlanLimits(db, sql, id, now);
    });
  }
  const last = users.at(-1);
  if (last && users.length === batch) await enqueuePlanLimits(database.prisma, last.id);
  return users.length;
}
