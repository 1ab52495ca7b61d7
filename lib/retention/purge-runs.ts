import type { Sql } from "@/lib/db";

/**
 * Deletes at most `limit` reconciliation reports started before `before`: their drift contains user ids and cards. The
 * last finished report stays, because the next run starts from it. Returns how many were deleted.
 */
export async function purgeReconcileRuns(sql: Sql, before: Date, limit: number): Promise<number> {
  const purged = await sql`
    DELETE FROM reconcile_run WHERE id IN (
      SELECT id FROM reconcile_run
      WHERE started_at < ${before}::timestamptz
        AND id IS DISTINCT FROM (
          SELECT id FROM reconcile_run WHERE finished_at IS NOT NULL ORDER BY started_at DESC LIMIT 1)
      ORDER BY started_at LIMIT ${limit}::int FOR UPDATE SKIP LOCKED)
    RETURNING id`;
  return purged.length;
}
