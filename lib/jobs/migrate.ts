import { parseArgs } from "node:util";
import { runMigrations } from "graphile-worker";
import { createDatabase, type Database, PATIENCE } from "@/lib/db";
import { commandEnv } from "@/lib/env/command-env";
import { databaseUrls } from "@/lib/env/database-urls";
import { exitBehindPooler } from "@/lib/jobs/check-connections";
import { grantAppRole } from "@/lib/jobs/grant-app-role";
import { distributeFunctions } from "@/lib/ledger/distribute/distribute-functions";
import { isDistributed } from "@/lib/ledger/distribute/read-placement";
import { stepsTo } from "@/lib/ledger/distribute/steps";
import { logAsCommand } from "@/lib/log/log-as-command";
import { deployMigrations, markRolledBack } from "@/prisma/engine/deploy.mjs";

logAsCommand();

// `npm run migrate`: the tables, then the job queue's own schema, `graphile_worker`; then the app's role is granted what it
// needs. `--rolled-back NAME` first says of a migration that failed that nothing of it is left, so that it is applied again.
const REASONS = {
  owner: "which owns the tables",
  may_become_owner: "which may become the tables' owner",
  above_rules: "which is a superuser or makes roles",
};

const settings = commandEnv();
const { DATABASE_MIGRATE_URL, LOCAL_MODE } = settings;
const { direct, owner: url } = databaseUrls(settings);
await exitBehindPooler("owner");
try {
  const { "rolled-back": failed } = parseArgs({ options: { "rolled-back": { type: "string" } } }).values;
  if (failed) await markRolledBack(url, failed);
  const applied = await deployMigrations(url);
  console.log(applied.length > 0 ? `Applied ${applied.join(", ")}.` : "No migrations to apply.");
} catch (error) {
  const code = error instanceof Error && "code" in error ? String(error.code ?? "") : "";
  console.error(error instanceof Error ? `${code} ${error.message}`.trim() : error);
  if (code === "P3009") {
    console.error(
      "Once its cause is removed, run npm run migrate -- --rolled-back NAME with the name of that migration.",
    );
  }
  if (code === "P1002") {
    console.error("Another migration or a restore is running in this database. Run it again when that has finished.");
  }
  process.exit(1);
}

const owner = createDatabase(url, 2, PATIENCE.batch);
await runMigrations({ pgPool: owner.pool });
await keepDivided(owner);

if (DATABASE_MIGRATE_URL) {
  const granted = await grantAppRole(owner.pool, direct);
  if (granted.ok) console.log(`The role ${granted.role} can use the tables but cannot change their rules.`);
  else {
    console.error(`DATABASE_URL connects as ${granted.role}, ${REASONS[granted.reason]}. Give the app its own role.`);
    process.exitCode = 1;
  }
} else if (!LOCAL_MODE) {
  console.warn(
    "The app's role owns its tables and could disable their rules. See DATABASE_MIGRATE_URL in .env.example.",
  );
}
await owner.close();

/** On a divided ledger, functions that a migration wrote are those of a ledger on one server: docs/scale-out.md. */
async function keepDivided({ connect }: Pick<Database, "connect">): Promise<void> {
  const client = await connect();
  try {
    if (await isDistributed(client)) await distributeFunctions(client, stepsTo(console.log));
  } finally {
    await client.end();
  }
}
