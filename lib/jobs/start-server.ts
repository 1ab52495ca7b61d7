import { turnAwayUnservable } from "@/lib/api/http/turn-away";
import { recordPeerAddresses } from "@/lib/auth/peer-address";
import { env } from "@/lib/env";
import { refuseOtherAccount } from "@/lib/jobs/check-account";
import { refuseUnfitConnections } from "@/lib/jobs/check-connections";
import { keepWorker } from "@/lib/jobs/keep-worker";
import { runWorker } from "@/lib/jobs/run-worker";
import { spendQueue } from "@/lib/ledger/spend-queue";
import { countRequests } from "@/lib/monitoring/count-requests";
import { countSpends } from "@/lib/monitoring/count-spends";
import { routeMatcher, routesOfBuild } from "@/lib/monitoring/route-template";
import { openFrontDoor } from "@/lib/pages/front-door";
import { recordOwnAddress } from "@/lib/pages/own-address";
import { services } from "@/lib/services";

/**
 * Checks the settings, prepares a clean shutdown and, unless the worker is a separate process, starts it here. A process
 * that cannot start exits with the reason: Next would continue and answer every request with a 500.
 */
export async function startServer(): Promise<void> {
  try {
    await start();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

async function start(): Promise<void> {
  const { WORKER, WORKER_CONCURRENCY } = env();
  recordPeerAddresses();
  recordOwnAddress();
  turnAwayUnservable();
  countRequests(routeMatcher(routesOfBuild()));
  countSpends();
  // In development pages change all the time.
  if (process.env.NODE_ENV === "production") openFrontDoor();
  await refuseUnfitConnections();
  await refuseOtherAccount();
  // Next lets running requests finish and exits by itself; later spends are refused with a retryable error.
  process.once("SIGTERM", () => void spendQueue().drain());
  if (WORKER !== "inline") return;
  const stop = keepWorker(() => runWorker(services("worker"), WORKER_CONCURRENCY));
  // Next exits by itself on SIGTERM; this lets running jobs finish, or returns them to the queue.
  process.once("SIGTERM", () => void stop());
}
