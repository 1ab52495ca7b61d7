import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { startPostgres } from "./postgres";
import { functionChanges } from "./schema/functions";

// Writes a migration for what changed in prisma/schema.prisma and prisma/functions: npm run migrate:dev -- --name what_changed
// Works on a database of its own that is thrown away, so it never touches anyone's data. Takes the flags of
// `prisma migrate dev`; with --create-only the SQL can be completed by hand before it is first applied.

const MIGRATIONS = "prisma/migrations";
const folder = mkdtempSync(join(tmpdir(), "refill-migrate-"));
const postgres = await startPostgres({ dataDir: join(folder, "postgres"), durability: "none" });
const prisma = (...words: string[]): number => {
  const result = spawnSync(process.execPath, ["node_modules/prisma/build/index.js", ...words], {
    stdio: "inherit",
    env: { ...process.env, DATABASE_URL: postgres.url, DATABASE_MIGRATE_URL: "", DATABASE_DIRECT_URL: "" },
  });
  return result.status ?? 1;
};

try {
  process.exitCode = prisma("migrate", "deploy") || (await writeMigration());
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function writeMigration(): Promise<number> {
  const flags = process.argv.slice(2);
  const changes = await changesOfFunctions();
  if (changes === "") return prisma("migrate", "dev", ...flags);

  const before = new Set(readdirSync(MIGRATIONS));
  const failed = prisma("migrate", "dev", ...new Set([...flags, "--create-only"]));
  const created = readdirSync(MIGRATIONS).find((name) => !before.has(name));
  if (failed || !created) return failed || 1;
  const file = join(MIGRATIONS, created, "migration.sql");
  const tables = readFileSync(file, "utf8").replace("-- This is an empty migration.", "").trim();
  writeFileSync(file, [...(tables ? [`${tables}\n`] : []), changes].join("\n"));
  console.log(`The text of the functions that changed is in ${file}.`);
  return flags.includes("--create-only") ? 0 : prisma("migrate", "deploy");
}

async function changesOfFunctions(): Promise<string> {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  try {
    return await functionChanges(client);
  } finally {
    await client.end();
  }
}
