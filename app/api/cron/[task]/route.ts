import { answer } from "@/lib/api/http/answer";
import { hasBearerSecret } from "@/lib/api/http/bearer-secret";
import { problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import type { RouteHandler } from "@/lib/api/http/route";
import { now } from "@/lib/clock";
import { env } from "@/lib/env";
import { CRON_TASKS } from "@/lib/jobs/cron-tasks";
import { noteAuthFailure } from "@/lib/monitoring/note-refusals";

const runTask: RouteHandler = (request, context) =>
  answer(request, async () => {
    if (!hasBearerSecret(request, env().CRON_SECRET)) {
      noteAuthFailure("cron_secret", "bad_cron_secret");
      return problem("bad_cron_secret");
    }
    const run = CRON_TASKS.get(String((await context?.params)?.task));
    if (!run) return problem("unknown_cron_task", { tasks: [...CRON_TASKS.keys()] });
    return run(await now());
  });

/** Runs a task of the worker, for hosts without one. Requires the CRON_SECRET. Vercel's scheduler sends GET. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ GET: runTask, POST: runTask });
