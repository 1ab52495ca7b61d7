import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { runMigrations } from "graphile-worker";
import type { TestProject } from "vitest/node";
import { startPostgres } from "../postgres";

declare module "vitest" {
  export interface ProvidedContext {
    postgresUrl: string;
  }
}

/** One PostgreSQL for the run, with a migrated database that tests copy. Crash safety is off: it is thrown away. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "refill-test-"));
  const postgres = await startPostgres({
    dataDir: join(folder, "postgres"),
    database: "template",
    durability: "none",
  });
  const stop = async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await migrate(postgres.url);
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide("postgresUrl", postgres.url);
  return stop;
}

async function migrate(url: string): Promise<void> {
  if (isClientOutdated()) await prisma(url, "generate");
  await prisma(url, "migrate", "deploy");
  await runMigrations({ connectionString: url });
}

async function prisma(url: string, ...words: string[]): Promise<void> {
  const cli = "node_modules/prisma/build/index.js";
  await promisify(execFile)(process.execPath, [cli, ...words], { env: { ...process.env, DATABASE_URL: url } });
}

function isClientOutdated(): boolean {
  const client = "lib/generated/prisma/client.ts";
  return !existsSync(client) || statSync(client).mtimeMs < statSync("prisma/schema.prisma").mtimeMs;
}
