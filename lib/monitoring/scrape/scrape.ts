import { collectDefaultMetrics, Registry } from "prom-client";
import { database } from "@/lib/db";
import { processMetrics } from "@/lib/monitoring/process-metrics";
import { addProcessGauges } from "@/lib/monitoring/scrape/add-process-gauges";
import { databaseText } from "@/lib/monitoring/scrape/database-text";
import { factsText } from "@/lib/monitoring/scrape/facts-text";
import { readFacts } from "@/lib/monitoring/scrape/read-facts";
import { oncePerProcess } from "@/lib/once-per-process";

// The pools of live balances: an exhausted pool of requests or of the worker must not hide the metrics that show it.
const fromDatabase = oncePerProcess("databaseText", () =>
  databaseText({ read: async () => factsText(await readFacts(database("live"))) }),
);

const gauges = oncePerProcess("processGauges", () => {
  const registry = new Registry();
  // Memory, processor time, garbage collection and the event loop, watched from the first scrape on.
  collectDefaultMetrics({ register: registry });
  addProcessGauges(registry);
  return registry;
});

/** Every metric of this process and of the app, in the text format of Prometheus. Takes two seconds at most. */
export async function scrape(): Promise<string> {
  // The database first: that opens its pools, which the gauges describe.
  const parts = [fromDatabase()(), processMetrics().registry.metrics(), gauges().metrics()];
  return (await Promise.all(parts)).map((part) => `${part.trimEnd()}\n`).join("\n");
}

export const METRICS_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;
