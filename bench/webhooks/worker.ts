import { setTimeout as sleep } from "node:timers/promises";
import { run, type Task } from "graphile-worker";
import { closeDatabases } from "@/lib/db";
import { tasks } from "@/lib/jobs/tasks";
import { workerLogger } from "@/lib/jobs/worker-logger";
import { services } from "@/lib/services";
import { PROCESS_EVENT_TASK } from "@/lib/stripe/receive-event";
import type { Order, Processed } from "./child";

const { database, stripe } = services("worker");
const LOOK_MS = 50;
const task = tasks({ database, stripe })[PROCESS_EVENT_TASK] as Task;

process.on("message", (order) => void obey(order as Order));
process.once("disconnect", () => void closeDatabases());

async function obey({ concurrency }: Order): Promise<void> {
  const processed: Processed = { seconds: 0, doneMs: [], requests: 0, requestsAtOnce: 0, connectionsAtOnce: 0 };
  let waiting = 0;
  const sent = () => {
    processed.requests += 1;
    waiting += 1;
    processed.requestsAtOnce = Math.max(processed.requestsAtOnce, waiting);
    const { sql, prisma } = database.poolUse();
    const inUse = sql.total - sql.idle + prisma.total - prisma.idle;
    processed.connectionsAtOnce = Math.max(processed.connectionsAtOnce, inUse);
  };
  const answered = () => {
    waiting -= 1;
  };
  stripe.on("request", sent);
  stripe.on("response", answered);
  const begun = performance.now();
  const timed: Task = async (payload, helpers) => {
    await task(payload, helpers);
    processed.doneMs.push(performance.now() - begun);
  };
  const runner = await run({
    pgPool: database.pool,
    concurrency,
    pollInterval: LOOK_MS,
    noHandleSignals: true,
    logger: workerLogger,
    taskList: { [PROCESS_EVENT_TASK]: timed },
  });
  while ((await database.prisma.webhookEvent.count({ where: { processedAt: null } })) > 0) await sleep(LOOK_MS);
  processed.seconds = (performance.now() - begun) / 1_000;
  await runner.stop();
  stripe.off("request", sent);
  stripe.off("response", answered);
  process.send?.(processed);
}
