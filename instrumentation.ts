/** Runs once when the server starts: the settings are checked before the first request, and the worker begins. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startServer } = await import("@/lib/jobs/start-server");
  await startServer();
}
