import { fork } from "node:child_process";
import { once } from "node:events";
import { benchSettings } from "../settings";

/** How many events at once. */
export type Order = { concurrency: number };

export type Processed = {
  seconds: number;
  /** When each job was done, in milliseconds since the beginning. A job may end several events. */
  doneMs: number[];
  requests: number;
  /** The most requests that waited for Stripe at the same time, and the most connections in use at the same time. */
  requestsAtOnce: number;
  connectionsAtOnce: number;
};

export type EventWorker = {
  process: (order: Order) => Promise<Processed>;
  stop: () => void;
};

/** A process that works off the inbox, as a worker does, and ends each run when it is empty. */
export function startEventWorker(databaseUrl: string, stripeUrl: string): EventWorker {
  const child = fork("bench/webhooks/worker.ts", {
    execArgv: ["--import", "tsx"],
    env: { ...process.env, ...benchSettings(databaseUrl, stripeUrl) },
  });
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`The process that works off events ended early (${code}).`);
  });
  // It may end while nobody waits for it.
  ended.catch(() => undefined);
  return {
    process: async (order) => {
      child.send(order);
      const [processed] = await Promise.race([once(child, "message"), ended]);
      return processed as Processed;
    },
    stop: () => child.disconnect(),
  };
}
