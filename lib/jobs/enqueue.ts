import { hot, type Sql } from "@/lib/db";
import { jobOrigin } from "@/lib/job-origin";
import { AUTO_TOPUP_SCAN_TASK, ENDING_SOON_TASK, EXPIRE_TASK, REFILL_TASK } from "@/lib/jobs/crontab";

/** Queues refills, expiries, top-ups and ending-soon emails now instead of at the next minute. */
export async function enqueueDueWork(sql: Sql): Promise<void> {
  const due = [REFILL_TASK, EXPIRE_TASK, ENDING_SOON_TASK, AUTO_TOPUP_SCAN_TASK];
  await hot(sql)`
    SELECT count(job.id)
    FROM unnest(${due}::text[]) AS task, LATERAL graphile_worker.add_job(
      task, payload := ${jobOrigin()}::text::json, job_key := task || ':now'
    ) AS job`;
}
