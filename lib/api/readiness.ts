import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Sql } from "@/lib/db";

export type Readiness = { ready: true; migrations: number } | { ready: false; reason: string };

/** Whether the database answers in time and has every migration that this build was written for. */
export async function readiness(sql: Sql): Promise<Readiness> {
  const giveUp = new AbortController();
  const silence = sleep(PATIENCE_MS, SILENT, { signal: giveUp.signal }).catch(() => SILENT);
  try {
    return await Promise.race([checkMigrations(sql), silence]);
  } finally {
    giveUp.abort();
  }
}

const PATIENCE_MS = 3000;
const SILENT: Readiness = { ready: false, reason: `The database did not answer within ${PATIENCE_MS} ms.` };

async function checkMigrations(sql: Sql): Promise<Readiness> {
  const [{ exists } = { exists: false }] = await sql<{ exists: boolean }>`
    SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists`;
  const applied = exists ? await appliedMigrations(sql) : new Set<string>();
  const missing = (await knownMigrations()).filter((name) => !applied.has(name));
  if (missing.length > 0 || applied.size === 0) {
    return { ready: false, reason: `Run npm run migrate. Missing: ${missing.join(", ") || "all migrations"}.` };
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
