import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ClientBase } from "pg";
import { asOneTransaction } from "./as-one-transaction";
import type { Migration } from "./manifest";

/** Applies some migrations of a folder. */
export type MigrationRunner = (client: ClientBase, migrations: readonly Migration[]) => Promise<void>;

/**
 * Reads all migrations of a folder, and returns what applies some of them in the transaction of a client. They are recorded as
 * `prisma migrate` does, so the next `npm run migrate` continues from there.
 */
export async function migrationRunner(folder: string, all: readonly Migration[]): Promise<MigrationRunner> {
  const texts = await Promise.all(all.map(({ name }) => readFile(join(folder, name, "migration.sql"), "utf8")));
  const scripts = new Map(asOneTransaction(texts).map((script, at) => [all[at]?.name, script]));
  return async (client, migrations) => {
    await client.query(RECORD);
    for (const { name, checksum } of migrations) {
      await client.query(scripts.get(name) ?? "");
      await client.query(APPLIED, [randomUUID(), checksum, name]);
    }
  };
}

const RECORD = `
  CREATE TABLE IF NOT EXISTS public._prisma_migrations (
    id varchar(36) NOT NULL PRIMARY KEY,
    checksum varchar(64) NOT NULL,
    finished_at timestamptz,
    migration_name varchar(255) NOT NULL,
    logs text,
    rolled_back_at timestamptz,
    started_at timestamptz NOT NULL DEFAULT now(),
    applied_steps_count integer NOT NULL DEFAULT 0
  )`;

const APPLIED = `
  INSERT INTO public._prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
  VALUES ($1, $2, $3, now(), 1)`;
