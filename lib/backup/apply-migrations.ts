import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runMigrations } from "graphile-worker";
import { deployMigrations } from "@/prisma/engine/deploy.mjs";
import { migrationsIn } from "./applied-migrations";
import type { Migration } from "./manifest";

/** Applies these migrations, the first ones in `folder`, and those of the job queue. */
export async function applyMigrations(
  databaseUrl: string,
  migrations: readonly Migration[],
  folder: string,
): Promise<void> {
  if (migrations.length === (await migrationsIn(folder)).length) await deployMigrations(databaseUrl, folder);
  else await deployFirst(databaseUrl, migrations, folder);
  await runMigrations({ connectionString: databaseUrl });
}

async function deployFirst(databaseUrl: string, migrations: readonly Migration[], folder: string): Promise<void> {
  const some = await mkdtemp(join(tmpdir(), "refill-migrations-"));
  try {
    for (const part of ["migration_lock.toml", ...migrations.map(({ name }) => name)])
      await cp(join(folder, part), join(some, part), { recursive: true });
    await deployMigrations(databaseUrl, some);
  } finally {
    await rm(some, { recursive: true, force: true });
  }
}
