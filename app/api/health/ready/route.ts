import { readyEndpoint } from "@/lib/api/endpoints/health/definition";
import { readiness } from "@/lib/api/endpoints/health/readiness";
import { problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { workerState } from "@/lib/jobs/worker-state";
import { notifications } from "@/lib/notifications";
import { isStopping } from "@/lib/shutdown/stopping";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(readyEndpoint, async ({ database }) => {
    const state = await readiness(database, {
      worker: workerState(),
      stopping: isStopping(),
      announcements: notifications(),
    });
    if (state.ready) return { status: "ok" as const, migrations: state.migrations };
    return problem("not_ready", state);
  }),
});
