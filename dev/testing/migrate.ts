import { runMigrations } from "graphile-worker";
import { generateIfOutdated } from "../generate";
import { run } from "../processes";

/** Migrates a database like `npm run migrate`. */
export async function migrate(url: string): Promise<void> {
  await generateIfOutdated();
  const env = { ...process.env, DATABASE_URL: url, DATABASE_MIGRATE_URL: "", DATABASE_DIRECT_URL: "" };
  await run(process.execPath, ["node_modules/prisma/build/index.js", "migrate", "deploy"], { env });
  await runMigrations({ connectionString: url });
}
