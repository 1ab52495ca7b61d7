import { type Actor, audit } from "@/lib/audit";
import type { Database } from "@/lib/db";
import { jobOrigin } from "@/lib/job-origin";
import { RECONCILE_TASK, VERIFY_TASK } from "@/lib/jobs/crontab";

/** The checks that an admin may ask for out of turn. */
export const CHECKS = { verify: VERIFY_TASK, reconcile: RECONCILE_TASK } as const;

export type Check = keyof typeof CHECKS;

/** Queues a check now; asking again before it has begun changes nothing. */
export async function runCheckNow(
  { transaction }: Pick<Database, "transaction">,
  actor: Actor,
  check: Check,
  now: Date,
): Promise<void> {
  await transaction(async (db, sql) => {
    const task = CHECKS[check];
    await sql`
      SELECT id FROM graphile_worker.add_job(
        ${task}::text, payload := ${jobOrigin()}::text::json, job_key := ${`${task}:now`}::text, max_attempts := 3)`;
    await audit(db, actor, { action: "check.requested", targetType: "check", targetId: check }, now);
  });
}
