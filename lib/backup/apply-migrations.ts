import { spawn } from "node:child_process";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { runMigrations } from "graphile-worker";
import { MIGRATIONS_FOLDER } from "./applied-migrations";
import type { Migration } from "./manifest";

/** Applies these migrations, the first ones of this version of the app, and those of the job queue. */
export async function applyMigrations(databaseUrl: string, migrations: readonly Migration[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "refill-migrations-"));
  try {
    const path = join(folder, "migrations");
    for (const part of ["migration_lock.toml", ...migrations.map(({ name }) => name)])
      await cp(join(MIGRATIONS_FOLDER, part), join(path, part), { recursive: true });
    const config = join(folder, "prisma.config.mjs");
    const values = { schema: resolve("prisma/schema.prisma"), migrations: { path } };
    await writeFile(
      config,
      `export default { ...${JSON.stringify(values)}, datasource: { url: process.env.DATABASE_URL } };`,
    );
    await deploy(databaseUrl, config);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  await runMigrations({ connectionString: databaseUrl });
}

async function deploy(databaseUrl: string, config: string): Promise<void> {
  const engine =
    process.platform === "win32" ? {} : { PRISMA_SCHEMA_ENGINE_BINARY: resolve("prisma/engine/schema-engine.mjs") };
  const args = ["node_modules/prisma/build/index.js", "migrate", "deploy", "--config", config];
  const child = spawn(process.execPath, args, {
    env: { ...engine, ...process.env, DATABASE_URL: databaseUrl },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise((done) => child.once("close", done));
  if (code !== 0) throw new Error(`The migrations could not be applied:\n${output.trim()}`);
}
