import { turnAwayUnservable } from "@/lib/api/http/turn-away";
import { recordPeerAddresses } from "@/lib/auth/peer-address";
import { database } from "@/lib/db";
import { env } from "@/lib/env";
import { refuseOtherAccount } from "@/lib/jobs/check-account";
import { refuseUnfitConnections } from "@/lib/jobs/check-connections";
import { keepWorker } from "@/lib/jobs/keep-worker";
import { runWorker } from "@/lib/jobs/run-worker";
import { spendQueue } from "@/lib/ledger/spend-queue";
import { recordOwnAddress } from "@/lib/pages/own-address";
import { stripeClient } from "@/lib/stripe/client";

/**
 * Checks the settings, sees to a clean stop and, unless the worker is a process of its own, starts it inside this one. A
 * process that cannot start ends with the reason: the framework would go on and answer everything with a 500.
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
  await refuseUnfitConnections();
  await refuseOtherAccount();
  // Next lets the requests in hand end and exits by itself; spends that come after this are told to come again.
  process.once("SIGTERM", () => void spendQueue().drain());
  if (WORKER !== "inline") return;
  const stop = keepWorker(() =>
    runWorker({ database: database("worker"), stripe: stripeClient() }, WORKER_CONCURRENCY),
  );
  // Next exits by itself on SIGTERM; this only lets the jobs in hand finish, or go back to the queue.
  process.once("SIGTERM", () => void stop());
}
