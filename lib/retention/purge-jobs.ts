import type { Sql } from "@/lib/db";

/**
 * Deletes at most `limit` jobs that used their last attempt before `before`: their payload and last error may contain an
 * address. They would not run again; events, emails and deletions that still wait get new jobs. Returns how many were
 * deleted.
 */
export async function purgeDeadJobs(sql: Sql, before: Date, limit: number): Promise<number> {
  const purged = await sql`
    SELECT id FROM graphile_worker.complete_jobs(array(
      SELECT id FROM graphile_worker.jobs
      WHERE attempts >= max_attempts AND locked_at IS NULL AND updated_at < ${before}::timestamptz
      ORDER BY updated_at LIMIT ${limit}::int))`;
  return purged.length;
}
