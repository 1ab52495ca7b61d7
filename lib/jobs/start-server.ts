import { turnAwayUnservable } from "@/lib/api/http/turn-away";
import { recordPeerAddresses } from "@/lib/auth/peer-address";
import { closeDatabases } from "@/lib/db";
import { env } from "@/lib/env";
import { refuseOtherAccount } from "@/lib/jobs/check-account";
import { refuseUnfitConnections, requireFitConnections } from "@/lib/jobs/check-connections";
import { keepWorker } from "@/lib/jobs/keep-worker";
import { runWorker } from "@/lib/jobs/run-worker";
import { ledgerRouter } from "@/lib/ledger/shards/ledger-router";
import { spendQueue } from "@/lib/ledger/spend-queue";
import { logConsole } from "@/lib/log/console-to-log";
import { countRequests } from "@/lib/monitoring/count-requests";
import { countSpends } from "@/lib/monitoring/count-spends";
import { routeOfBuild } from "@/lib/monitoring/route-template";
import { openFrontDoor } from "@/lib/pages/front-door";
import { recordOwnAddress } from "@/lib/pages/own-address";
import { secureResponses } from "@/lib/pages/secure-responses";
import { processReplica } from "@/lib/replica/reports";
import { readActions } from "@/lib/requests/actions";
import { observeRequests } from "@/lib/requests/observe-requests";
import { services } from "@/lib/services";
import { findServers } from "@/lib/shutdown/open-servers";
import { sendTraces } from "@/lib/shutdown/send-traces";
import { SHUTDOWN_MS } from "@/lib/shutdown/shut-down";
import { stopOnSignal } from "@/lib/shutdown/stop-on-signal";
import { endStreams, isStopping } from "@/lib/shutdown/stopping";
import { startTracing } from "@/lib/tracing/start-tracing";

/**
 * Checks the settings, prepares a clean shutdown and, unless the worker is a separate process, starts it here. A process
 * that cannot start exits with the reason: Next would continue and answer every request with a 500.
 */
export async function startServer(): Promise<void> {
  try {
    await start();
  } catch (error) {
    // Plain words for the operator who has just started it, whatever becomes of the console.
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exit(1);
  }
}

async function start(): Promise<void> {
  const { WORKER, WORKER_CONCURRENCY, SHUTDOWN_NOTICE_SECONDS } = env();
  const isProduction = process.env.NODE_ENV === "production";
  if (isProduction) logConsole();
  await startTracing();
  recordPeerAddresses();
  recordOwnAddress();
  turnAwayUnservable();
  const routeOf = routeOfBuild();
  countRequests(routeOf);
  countSpends();
  const servers = findServers(isStopping);
  // In development pages change all the time.
  if (isProduction) openFrontDoor();
  secureResponses();
  observeRequests(isProduction ? { routeOf, actions: readActions() } : DEVELOPMENT);
  await refuseUnfitConnections();
  await refuseOtherAccount();
  await ledgerRouter()?.placement();
  // A wrong address is logged now, not when somebody opens the first report.
  await processReplica()?.state();
  const startWorker = async () => {
    await requireFitConnections();
    return runWorker(services("worker"), WORKER_CONCURRENCY);
  };
  const stopWorker = WORKER === "inline" ? keepWorker(startWorker) : () => Promise.resolve();
  stopOnSignal(
    {
      stopWorker,
      endStreams,
      closeServers: servers.close,
      drainSpends: () => spendQueue().drain(),
      closeDatabases,
      sendTraces,
    },
    { noticeMs: SHUTDOWN_NOTICE_SECONDS * 1000, totalMs: SHUTDOWN_MS },
  );
}

// There is no list of routes: they are compiled when they are first asked for.
const DEVELOPMENT = { routeOf: (path: string) => path, actions: new Map() };
