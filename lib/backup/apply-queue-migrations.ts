import { EventEmitter } from "node:events";
import { runMigrations } from "graphile-worker";
import type { ClientBase, Pool } from "pg";
import { workerLogger } from "@/lib/jobs/worker-logger";

/** Applies the job queue's own migrations in the transaction of `client`. */
export async function applyQueueMigrations(client: ClientBase): Promise<void> {
  // A worker that starts meanwhile waits for it, and this fails if that worker was faster. graphile-worker itself would
  // continue with the tables of the other.
  const { rowCount } = await client.query("SELECT FROM pg_namespace WHERE nspname = 'graphile_worker'");
  if (rowCount === 0) await client.query("CREATE SCHEMA graphile_worker");
  await runMigrations({ pgPool: poolOf(client), logger: workerLogger });
}

/**
 * What graphile-worker takes for a pool: it gives out one client, whose transaction goes on. graphile-worker's own transactions
 * become savepoints, and so does every other statement, because it expects some of them to fail.
 */
function poolOf(client: ClientBase): Pool {
  let inOwn = false;
  const query = async (statement: string | { text: string; values?: unknown[] }, values?: unknown[]) => {
    const text = typeof statement === "string" ? statement : statement.text;
    const command = OWN[text];
    if (command !== undefined) {
      inOwn = text === "begin";
      return client.query(command);
    }
    const run = () => client.query(text, typeof statement === "string" ? values : statement.values);
    return inOwn ? run() : inSavepoint(client, run);
  };
  const pool = Object.assign(new EventEmitter(), { connect: async () => ({ query, release: () => undefined }) });
  for (const event of ["error", "connect"]) pool.on(event, () => undefined);
  return pool as unknown as Pool;
}

const OWN: Record<string, string | undefined> = {
  begin: "SAVEPOINT own",
  commit: "RELEASE SAVEPOINT own",
  rollback: "ROLLBACK TO SAVEPOINT own; RELEASE SAVEPOINT own",
};

async function inSavepoint<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query("SAVEPOINT one");
  try {
    const result = await work();
    await client.query("RELEASE SAVEPOINT one");
    return result;
  } catch (error) {
    await client.query("ROLLBACK TO SAVEPOINT one");
    throw error;
  }
}
