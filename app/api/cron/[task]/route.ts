import { createHash, timingSafeEqual } from "node:crypto";
import { answer } from "@/lib/api/http/answer";
import { problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { now } from "@/lib/clock";
import { env } from "@/lib/env";
import { CRON_TASKS } from "@/lib/jobs/cron-tasks";

/** Runs a scheduled task of the worker, for hosts without one. Requires the CRON_SECRET. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: (request, context) =>
    answer(request, async () => {
      if (!isCron(request.headers.get("authorization"))) {
        return problem("bad_cron_secret");
      }
      const run = CRON_TASKS.get(String((await context?.params)?.task));
      if (!run) return problem("unknown_cron_task", { tasks: [...CRON_TASKS.keys()] });
      return run(await now());
    }),
});

function isCron(authorization: string | null): boolean {
  const { CRON_SECRET } = env();
  if (!CRON_SECRET || !authorization) return false;
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(authorization), digest(`Bearer ${CRON_SECRET}`));
}
