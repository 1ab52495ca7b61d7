import { closeDatabases } from "@/lib/db";
import { env } from "@/lib/env";
import { refuseOtherAccount } from "@/lib/jobs/check-account";
import { refuseUnfitConnections } from "@/lib/jobs/check-connections";
import { runWorker } from "@/lib/jobs/run-worker";
import { log } from "@/lib/log";
import { countSpends } from "@/lib/monitoring/count-spends";
import { serveMetrics } from "@/lib/monitoring/scrape/metrics-server";
import { services } from "@/lib/services";

// `npm run worker`: background work in a separate process. Any number of them can run.
await refuseUnfitConnections();
try {
  await refuseOtherAccount();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
const worker = await runWorker(services("worker"), env().WORKER_CONCURRENCY);
log.info("worker started");
countSpends();
const { METRICS_PORT } = env();
if (METRICS_PORT) serveMetrics(METRICS_PORT);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, async () => {
    await worker.stop();
    await closeDatabases();
    process.exit(0);
  });
}
