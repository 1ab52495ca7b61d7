import type { Db } from "@/lib/db";
import { jobOrigin } from "@/lib/job-origin";

export const PLAN_LIMITS_TASK = "apply_plan_limits";

/**
 * Queues the walk over the users to whom the free plan applies, after the one with the id `after`: its limits are those of its current version for everyone.
 * A walk that is queued anew begins at the first.
 */
export async function enqueuePlanLimits(db: Db, after: string | null): Promise<void> {
  await db.$queryRaw`
    SELECT id FROM graphile_worker.add_job(
      ${PLAN_LIMITS_TASK}::text,
      payload := (${jobOrigin()}::text::jsonb || jsonb_build_object('after', ${after}::text))::json,
      job_key := ${PLAN_LIMITS_TASK}::text
    )`;
}
