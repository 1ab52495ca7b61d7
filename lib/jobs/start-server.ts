import { turnAwayUnservable } from "@/lib/api/turn-away";
import { recordPeerAddresses } from "@/lib/auth/peer-address";
import { database } from "@/lib/db";
import { env } from "@/lib/env";
import { runWorker } from "@/lib/jobs/run-worker";
import { spendQueue } from "@/lib/ledger/spend-queue";
import { log } from "@/lib/log";
import { stripeClient } from "@/lib/stripe/client";

const RETRY_MS = 3_000;

/** Checks the settings, sees to a clean stop and, unless the worker is a process of its own, starts it inside this one. */
export async function startServer(): Promise<void> {
  const { WORKER, WORKER_CONCURRENCY } = env();
  recordPeerAddresses();
  turnAwayUnservable();
  // Next lets the requests in hand end and exits by itself; spends that come after this are told to come again.
  process.once("SIGTERM", () => void spendQueue().drain());
  if (WORKER !== "inline") return;
  void startWorker(WORKER_CONCURRENCY);
}

/** Keeps trying: a database that is down at boot must not keep the site from coming up and saying so. */
async function startWorker(concurrency: number): Promise<void> {
  for (;;) {
    try {
      const worker = await runWorker({ database: database(), stripe: stripeClient() }, concurrency);
      // Next exits by itself on SIGTERM; this only lets the jobs in hand finish, or go back to the queue.
      process.once("SIGTERM", () => void worker.stop());
      return;
    } catch (error) {
      log.error({ err: error }, "the worker could not start; trying again");
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}
