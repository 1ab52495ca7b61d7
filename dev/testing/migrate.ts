import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { generateIfOutdated } from "../generate";
import { run } from "../processes";

/**
 * Migrates a database like `npm run migrate`. With SCHEMA_OF, to the schema of another version of the app in that folder:
 * `npm run check:previous` runs the tests of a release on the schema of the next.
 */
export async function migrate(url: string, from = process.env.SCHEMA_OF || "."): Promise<void> {
  await generateIfOutdated();
  const env = { ...process.env, DATABASE_URL: url, DATABASE_MIGRATE_URL: "", DATABASE_DIRECT_URL: "" };
  const prisma = join(resolve(from), "node_modules/prisma/build/index.js");
  await run(process.execPath, [prisma, "migrate", "deploy"], { env, cwd: resolve(from) });
  const { runMigrations } = createRequire(join(resolve(from), "package.json"))(
    "graphile-worker",
  ) as typeof import("graphile-worker");
  await runMigrations({ connectionString: url });
}
