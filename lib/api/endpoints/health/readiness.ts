import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Database, Sql } from "@/lib/db";
import type { WorkerState } from "@/lib/jobs/worker-state";
import type { Notifications } from "@/lib/notifications";

export type Readiness = { ready: true; migrations: number } | { ready: false; reason: string };

type ReadinessOptions = {
  worker: WorkerState;
  stopping: boolean;
  announcements: Pick<Notifications, "isFresh">;
  patienceMs?: number;
};

const PATIENCE_MS = 3000;
/** A listening connection that proved within this time that messages arrive need not prove it again. */
const FRESH_MS = 15_000;
const LOOK_AGAIN_MS = 20;

/**
 * Whether this process can serve requests: each connection pool has a free connection, the database answers in time, is
 * writable and has every migration of this build, its notifications arrive, the worker in this process, if there is one, is
 * running and holds its lock, and the process was not asked to stop.
 */
export async function readiness(
  { sql, prisma }: Pick<Database, "sql" | "prisma">,
  { worker, stopping, announcements, patienceMs = PATIENCE_MS }: ReadinessOptions,
): Promise<Readiness> {
  if (stopping) return notReady("This process is stopping.");
  if (worker === "starting" || worker === "stopped") return notReady("The worker in this process is not running.");
  if (worker === "unproven") return notReady(UNPROVEN);
  const giveUp = new AbortController();
  const silent = notReady(`The database did not answer, or no connection was free, within ${patienceMs} ms.`);
  const silence = sleep(patienceMs, silent, { signal: giveUp.signal }).catch(() => silent);
  const hearing = hears(announcements, patienceMs, giveUp.signal);
  try {
    const state = await Promise.race([check(sql, prisma), silence]);
    return state.ready && !(await hearing) ? notReady(DEAF) : state;
  } finally {
    giveUp.abort();
  }
}

const UNPROVEN =
  "The worker in this process does not hold its lock in the database, so others may run its jobs too. It keeps trying to take it.";
const DEAF =
  "Notifications of the database (LISTEN) do not arrive, so balances are not live. " +
  "Check that DATABASE_DIRECT_URL, or DATABASE_URL where it is empty, leads to the database server itself.";

/** Whether notifications arrive, or do so within this time: a connection that was lost is opened again meanwhile. */
async function hears(
  announcements: Pick<Notifications, "isFresh">,
  patienceMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  const until = performance.now() + patienceMs;
  while (!signal.aborted && performance.now() < until) {
    if (announcements.isFresh(FRESH_MS)) return true;
    await sleep(LOOK_AGAIN_MS, undefined, { signal }).catch(() => undefined);
  }
  return false;
}

async function check(sql: Sql, prisma: Database["prisma"]): Promise<Readiness> {
  const [[state], , migrations] = await Promise.all([
    sql<{ readOnly: boolean }>`
      SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean AS "readOnly"`,
    // A separate pool, which can be exhausted while the other is not.
    prisma.$queryRaw`SELECT 1`,
    checkMigrations(sql),
  ]);
  return state?.readOnly ? notReady("The database is read-only: nothing can be spent or bought.") : migrations;
}

const notReady = (reason: string): Readiness => ({ ready: false, reason });

async function checkMigrations(sql: Sql): Promise<Readiness> {
  const [{ exists } = { exists: false }] = await sql<{ exists: boolean }>`
    SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists`;
  const applied = exists ? await appliedMigrations(sql) : new Set<string>();
  const missing = (await knownMigrations()).filter((name) => !applied.has(name));
  if (missing.length > 0 || applied.size === 0) {
    return notReady(`Run npm run migrate. Missing: ${missing.join(", ") || "all migrations"}.`);
  }
  return { ready: true, migrations: applied.size };
}

async function appliedMigrations(sql: Sql): Promise<Set<string>> {
  const rows = await sql<{ name: string }>`
    SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`;
  return new Set(rows.map((row) => row.name));
}

async function knownMigrations(): Promise<string[]> {
  const entries = await readdir(join(process.cwd(), "prisma", "migrations"), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}
