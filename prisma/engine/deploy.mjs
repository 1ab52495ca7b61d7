import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkConnection, createDatabase } from "./connection.mjs";
import { EngineError } from "./errors.mjs";
import { adapterFactory } from "./postgres.mjs";
import { loadEngine } from "./wasm.mjs";

const LOCK_FILE = "migration_lock.toml";
const MIGRATION_FILE = "migration.sql";

/**
 * What `prisma migrate deploy` does, by the same engine and without Prisma's command line: creates the database if it is
 * missing, and applies the migrations of `folder` that it does not have yet, each once however many do this at a time.
 * Returns their names. Throws an EngineError with one of Prisma's codes.
 */
export async function deployMigrations(url, folder = "prisma/migrations") {
  await ensureDatabase(url);
  const filters = { externalTables: [], externalEnums: [] };
  const { appliedMigrationNames } = await withEngine(url, (engine) =>
    engine.applyMigrations({ migrationsList: readMigrations(folder), filters }),
  );
  return appliedMigrationNames;
}

/**
 * What `prisma migrate resolve --rolled-back` does: records of a migration that failed that nothing of it is left, so that the
 * next deployment applies it again. Throws an EngineError when there is no such failed migration.
 */
export async function markRolledBack(url, migrationName) {
  await withEngine(url, (engine) => engine.markMigrationRolledBack({ migrationName }));
}

async function withEngine(url, work) {
  const SchemaEngine = await loadEngine();
  const connections = [];
  const factory = adapterFactory({ url }, connections);
  const engine = await SchemaEngine.new({ datamodels: undefined }, () => undefined, factory);
  try {
    return await work(engine);
  } catch (error) {
    // What follows is where in the engine it happened.
    throw new EngineError(error.code, error.message.split(/\n +0: /)[0]);
  } finally {
    // The engine leaves them open, and with them the lock that keeps others from migrating at the same time.
    for (const connection of connections) await connection.dispose();
  }
}

async function ensureDatabase(url) {
  try {
    await checkConnection(url);
  } catch (error) {
    if (error.code !== "P1003") throw error;
    await createDatabase(url);
  }
}

function readMigrations(baseDir) {
  const names = readdirSync(baseDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(baseDir, entry.name, MIGRATION_FILE)))
    .map((entry) => entry.name)
    .sort();
  return {
    baseDir,
    shadowDbInitScript: "",
    lockfile: { path: LOCK_FILE, content: readFileSync(join(baseDir, LOCK_FILE), "utf8") },
    migrationDirectories: names.map((path) => ({
      path,
      migrationFile: {
        path: MIGRATION_FILE,
        content: { tag: "ok", value: readFileSync(join(baseDir, path, MIGRATION_FILE), "utf8") },
      },
    })),
  };
}
