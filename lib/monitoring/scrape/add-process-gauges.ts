import { Gauge, type Registry } from "prom-client";
import { liveBalances } from "@/lib/api/live/process-streams";
import { openDatabases } from "@/lib/db";
import { spendQueue } from "@/lib/ledger/spend-queue";
import { processReplica } from "@/lib/replica/reports";

/** Adds the gauges of this process, which are looked at when it is scraped. */
export function addProcessGauges(registry: Registry): void {
  const registers = [registry];
  new Gauge({
    name: "refill_spend_queue_depth",
    help: "Spends that wait for a batch.",
    registers,
    collect() {
      this.set(spendQueue().depth().waiting);
    },
  });
  new Gauge({
    name: "refill_spend_batches_in_progress",
    help: "Batches of spends at the database.",
    registers,
    collect() {
      this.set(spendQueue().depth().batches);
    },
  });
  new Gauge({
    name: "refill_live_streams",
    help: "Open streams of balances.",
    registers,
    collect() {
      this.set(liveBalances().size());
    },
  });
  new Gauge({
    name: "refill_replica_lag_seconds",
    help: "How far behind the replica is at the most, also while it cannot be reached; 0 without a replica.",
    registers,
    async collect() {
      const state = await processReplica()?.state();
      this.set(state ? state.behindMs / 1_000 : 0);
    },
  });
  new Gauge({
    name: "refill_pool_connections",
    help: "Database connections of each pool: used, idle, and the most there may be.",
    labelNames: ["purpose", "pool", "state"],
    registers,
    collect() {
      for (const { purpose, pool, total, idle, max } of pools()) {
        this.set({ purpose, pool, state: "used" }, total - idle);
        this.set({ purpose, pool, state: "idle" }, idle);
        this.set({ purpose, pool, state: "max" }, max);
      }
    },
  });
  new Gauge({
    name: "refill_pool_waiting",
    help: "Requests that wait for a connection of a pool.",
    labelNames: ["purpose", "pool"],
    registers,
    collect() {
      for (const { purpose, pool, waiting } of pools()) this.set({ purpose, pool }, waiting);
    },
  });
}

function pools() {
  return openDatabases().flatMap(([purpose, database]) => {
    const { sql, prisma } = database.poolUse();
    return [
      { purpose, pool: "sql", ...sql },
      { purpose, pool: "prisma", ...prisma },
    ];
  });
}
