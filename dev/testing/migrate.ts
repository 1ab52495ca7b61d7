import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { deployMigrations } from "@/prisma/engine/deploy.mjs";
import { generateIfOutdated } from "../generate";

/**
 * Migrates a database like `npm run migrate`. With SCHEMA_OF, to the schema of another version of the app in that folder:
 * `npm run check:previous` runs the tests of a release on the schema of the next.
 */
export async function migrate(url: string, from = process.env.SCHEMA_OF || "."): Promise<void> {
  await generateIfOutdated();
  await deployMigrations(url, join(from, "prisma/migrations"));
  const ofThatVersion = createRequire(join(resolve(from), "package.json"));
  const { runMigrations } = ofThatVersion("graphile-worker") as typeof import("graphile-worker");
  await runMigrations({ connectionString: url });
}
