import { closeDatabases } from "@/lib/db";
import { env } from "@/lib/env";
import { refuseOtherAccount } from "@/lib/jobs/check-account";
import { refuseUnfitConnections, requireFitConnections } from "@/lib/jobs/check-connections";
import { keepWorker } from "@/lib/jobs/keep-worker";
import { runWorker } from "@/lib/jobs/run-worker";
import { unhandledRejection } from "@/lib/jobs/unwritten-ends";
import { ledgerRouter } from "@/lib/ledger/shards/ledger-router";
import { log } from "@/lib/log";
import { countSpends } from "@/lib/monitoring/count-spends";
import { serveMetrics } from "@/lib/monitoring/scrape/metrics-server";
import { services } from "@/lib/services";
import { sendTraces } from "@/lib/shutdown/send-traces";
import { SHUTDOWN_MS } from "@/lib/shutdown/shut-down";
import { stopOnSignal } from "@/lib/shutdown/stop-on-signal";
import { startTracing } from "@/lib/tracing/start-tracing";

// `npm run worker`: background work in a separate process. Any number of them can run.
log.level = env().LOG_LEVEL;
const end = (error: unknown) => {
  log.fatal({ err: error }, "the worker ended by an error that nothing handled");
  process.exit(1);
};
process.on("uncaughtException", end);
process.on("unhandledRejection", (error) => unhandledRejection(error, end));
await startTracing();
try {
  await refuseUnfitConnections();
  await refuseOtherAccount();
  await ledgerRouter()?.placement();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
const stopWorker = keepWorker(async () => {
  await requireFitConnections();
  return runWorker(services("worker"), env().WORKER_CONCURRENCY);
});
countSpends();
const { METRICS_HOST, METRICS_PORT } = env();
if (METRICS_PORT) serveMetrics(METRICS_PORT, METRICS_HOST);

const nothing = () => Promise.resolve();
stopOnSignal(
  {
    stopWorker,
    endStreams: nothing,
    closeServers: nothing,
    drainSpends: nothing,
    closeDatabases,
    sendTraces,
  },
  { noticeMs: 0, totalMs: SHUTDOWN_MS },
);
