import { type Actor, audit } from "@/lib/audit";
import type { Database, Sql } from "@/lib/db";

/** How many jobs were changed; running ones are left alone, and ids that are gone are skipped. */
export type ChangedJobs = { ok: true; jobs: number } | { ok: false; reason: "nothing_to_change" };

type Changed = { id: string; task: string; attempts: number; key: string | null; error: string | null };

/** Runs jobs now, with all their attempts anew. */
export async function retryJobs(
  database: Pick<Database, "transaction">,
  actor: Actor,
  ids: readonly string[],
  now: Date,
): Promise<ChangedJobs> {
  return change(database, actor, { ids, action: "job.retried" }, now, async (sql, chosen) => {
    await sql`
      SELECT id FROM graphile_worker.reschedule_jobs(${chosen}::bigint[], run_at := now(), attempts := 0)`;
  });
}

/** Removes jobs for good: their work is not done, unless it is queued again. */
export async function dropJobs(
  database: Pick<Database, "transaction">,
  actor: Actor,
  ids: readonly string[],
  now: Date,
): Promise<ChangedJobs> {
  return change(database, actor, { ids, action: "job.dropped" }, now, async (sql, chosen) => {
    await sql`SELECT id FROM graphile_worker.complete_jobs(${chosen}::bigint[])`;
  });
}

async function change(
  { transaction }: Pick<Database, "transaction">,
  actor: Actor,
  { ids, action }: { ids: readonly string[]; action: string },
  now: Date,
  work: (sql: Sql, ids: string[]) => Promise<void>,
): Promise<ChangedJobs> {
  return transaction(async (db, sql) => {
    // A worker skips locked rows, so a job that is chosen here is not begun meanwhile.
    const jobs = await sql<Changed>`
      SELECT job.id::text, task.identifier AS task, job.attempts, job.key,
        left(split_part(job.last_error, chr(10), 1), 1000) AS error
      FROM graphile_worker._private_jobs AS job
      JOIN graphile_worker._private_tasks AS task ON task.id = job.task_id
      WHERE job.id = ANY(${[...ids]}::bigint[]) AND job.locked_at IS NULL
      ORDER BY job.id
      FOR UPDATE OF job`;
    if (jobs.length === 0) return { ok: false, reason: "nothing_to_change" };
    await work(
      sql,
      jobs.map(({ id }) => id),
    );
    for (const { id, ...before } of jobs) {
      await audit(db, actor, { action, targetType: "job", targetId: id, before }, now);
    }
    return { ok: true, jobs: jobs.length };
  });
}
