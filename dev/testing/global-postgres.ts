import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runMigrations } from "graphile-worker";
import type { TestProject } from "vitest/node";
import { generateIfOutdated } from "../generate";
import { startPostgres } from "../postgres";
import { run } from "../processes";

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
  await generateIfOutdated();
  const env = { ...process.env, DATABASE_URL: url };
  await run(process.execPath, ["node_modules/prisma/build/index.js", "migrate", "deploy"], { env });
  await runMigrations({ connectionString: url });
}
