import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runMigrations } from "graphile-worker";
import { deployMigrations } from "@/prisma/engine/deploy.mjs";
import { MIGRATIONS_FOLDER } from "./applied-migrations";
import type { Migration } from "./manifest";

/** Applies these migrations, the first ones of this version of the app, and those of the job queue. */
export async function applyMigrations(databaseUrl: string, migrations: readonly Migration[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "refill-migrations-"));
  try {
    for (const part of ["migration_lock.toml", ...migrations.map(({ name }) => name)])
      await cp(join(MIGRATIONS_FOLDER, part), join(folder, part), { recursive: true });
    await deployMigrations(databaseUrl, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  await runMigrations({ connectionString: databaseUrl });
}
