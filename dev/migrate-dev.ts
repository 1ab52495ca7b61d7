import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "./postgres";

// Writes a migration for what changed in prisma/schema.prisma: npm run migrate:dev -- --name what_changed
// Works on a database of its own that is thrown away, so it never touches anyone's data. Takes the flags of
// `prisma migrate dev`; with --create-only the SQL can be completed by hand before it is first applied.

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
  process.exitCode = prisma("migrate", "deploy") || prisma("migrate", "dev", ...process.argv.slice(2));
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
