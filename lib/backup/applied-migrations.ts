import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ClientBase } from "pg";
import type { Migration } from "./manifest";

/** The migrations of this version of the app. */
export const MIGRATIONS_FOLDER = "prisma/migrations";

/** The migrations that were applied to a database; empty if there were none. Throws while one is unfinished. */
export async function appliedMigrations(client: ClientBase): Promise<Migration[]> {
  const migrations = await readMigrations(client);
  const unfinished = migrations.find(({ finished }) => !finished);
  if (unfinished) throw new Error(`The migration ${unfinished.name} is unfinished. Run npm run migrate first.`);
  return migrations.map(({ name, checksum }) => ({ name, checksum }));
}

/** The migrations that were begun in a database; empty if there were none. */
export async function readMigrations(client: ClientBase): Promise<(Migration & { finished: boolean })[]> {
  const known = await client.query<{ exists: boolean }>(
    "SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS exists",
  );
  if (!known.rows[0]?.exists) return [];
  const { rows } = await client.query<Migration & { finished: boolean }>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished FROM public._prisma_migrations
     WHERE rolled_back_at IS NULL ORDER BY migration_name COLLATE "C"`,
  );
  return rows;
}

/** The newest migration of the job queue's schema; null if there is none. */
export async function queueMigration(client: ClientBase): Promise<number | null> {
  const known = await client.query<{ exists: boolean }>(
    "SELECT to_regclass('graphile_worker.migrations') IS NOT NULL AS exists",
  );
  if (!known.rows[0]?.exists) return null;
  const { rows } = await client.query<{ id: number | null }>("SELECT max(id) AS id FROM graphile_worker.migrations");
  return rows[0]?.id ?? null;
}

/** The migrations in a folder, in order, with the checksums that Prisma records for them. */
export async function migrationsIn(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return Promise.all(
    names.sort().map(async (name) => {
      const text = await readFile(join(folder, name, "migration.sql"));
      return { name, checksum: createHash("sha256").update(text).digest("hex") };
    }),
  );
}

/** Whether `list` is how `longer` begins. */
export function beginsWith(longer: readonly Migration[], list: readonly Migration[]): boolean {
  return list.every(({ name, checksum }, at) => longer[at]?.name === name && longer[at]?.checksum === checksum);
}
