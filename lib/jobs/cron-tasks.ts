import { rollUp } from "@/lib/analytics/rollup/roll-up";
import { runDueAutoTopups } from "@/lib/billing/purchases/run-due-auto-topups";
import { reconcile } from "@/lib/billing/reconcile/reconcile";
import { refillDue } from "@/lib/billing/refills/refill-due";
import { database } from "@/lib/db";
import { env } from "@/lib/env";
import { watchHealth } from "@/lib/health/watch-health";
import { purgeOld } from "@/lib/jobs/purge-old";
import { runQueue } from "@/lib/jobs/run-queue";
import { expireAll, verifyLedger } from "@/lib/jobs/tasks";
import { notifyLowBalances } from "@/lib/notify/notify-low-balances";
import { services } from "@/lib/services";

/** The tasks of /api/cron/{name}. A Map, so that a name from a request cannot match an inherited property. */
export const CRON_TASKS: ReadonlyMap<string, (at: Date) => Promise<object>> = new Map<
  string,
  (at: Date) => Promise<object>
>([
  ["jobs", () => runQueue(services("worker"), queueLimits(), new Date())],
  [
    "refill",
    async (at) => {
      const { credits, ...run } = await refillDue(database("worker"), at);
      return { ...run, credits: Number(credits) };
    },
  ],
  ["expire", async (at) => ({ accounts: await expireAll({ database: database("worker") }, at) })],
  ["top-up", (at) => runDueAutoTopups(services("worker"), at)],
  ["low-balances", async (at) => notifyLowBalances(database("worker"), at)],
  ["reconcile", (at) => reconcile(services("worker"), {}, at)],
  ["verify", async (at) => ({ violations: await verifyLedger({ database: database("worker") }, at) })],
  ["health", (at) => watchHealth(services("worker"), at)],
  [
    "metrics",
    async (at) => {
      const run = await rollUp(database("worker"), at);
      return { entries: Number(run?.entries ?? 0n), days: run?.days ?? 0 };
    },
  ],
  ["purge", (at) => purgeOld(database("worker"), at)],
]);

function queueLimits() {
  const { WORKER_CONCURRENCY, CRON_LIMIT_SECONDS } = env();
  return { concurrency: WORKER_CONCURRENCY, limitMs: CRON_LIMIT_SECONDS * 1000 };
}
