import type { Sql } from "@/lib/db";

/**
 * Deletes at most `limit` jobs that had all their tries before `before`: what they carry and their last error may name an
 * address. They would not be run again; events, mails and deletions that still wait get new ones. Returns how many there
 * were.
 */
export async function purgeDeadJobs(sql: Sql, before: Date, limit: number): Promise<number> {
  const purged = await sql`
    SELECT id FROM graphile_worker.complete_jobs(array(
      SELECT id FROM graphile_worker.jobs
      WHERE attempts >= max_attempts AND locked_at IS NULL AND updated_at < ${before}::timestamptz
      ORDER BY updated_at LIMIT ${limit}::int))`;
  return purged.length;
}
