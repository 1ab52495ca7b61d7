import type { Instrumentation } from "next";

/** Runs once when the server starts: the settings are checked before the first request, and the worker begins. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startServer } = await import("@/lib/jobs/start-server");
  await startServer();
}

/** Runs for every error that a page, a route or an action did not handle. */
export const onRequestError: Instrumentation.onRequestError = async (error, _request, { routePath, routeType }) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { logUnhandled } = await import("@/lib/log/console-to-log");
  logUnhandled(error, { route: routePath, routeType });
};
