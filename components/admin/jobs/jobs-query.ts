import { JOB_STATES, type JobState } from "@/lib/jobs/queue/queue-queries";

/** The filter in the address of the jobs page; invalid values are ignored. */
export type JobsQuery = { state?: JobState; task?: string; cursor?: string };

export function parseJobsQuery(query: Record<string, string | string[] | undefined>): JobsQuery {
  const { task, cursor } = query;
  const state = JOB_STATES.find((one) => one === query.state);
  return {
    ...(state && { state }),
    ...(typeof task === "string" && /^[a-z_]{1,100}$/.test(task) && { task }),
    ...(typeof cursor === "string" && /^\d{1,18}$/.test(cursor) && { cursor }),
  };
}
