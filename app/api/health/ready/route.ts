import { readyEndpoint } from "@/lib/api/definitions/health";
import { Problem } from "@/lib/api/problems";
import { readiness } from "@/lib/api/readiness";
import { resource } from "@/lib/api/resource";
import { route } from "@/lib/api/route";
import { workerState } from "@/lib/jobs/worker-state";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(readyEndpoint, async ({ database }) => {
    const state = await readiness(database, { worker: workerState() });
    if (state.ready) return { status: "ok" as const, migrations: state.migrations };
    return new Problem("not_ready", state.reason);
  }),
});
