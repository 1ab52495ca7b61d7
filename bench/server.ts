import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runMigrations } from "graphile-worker";
import { generateIfOutdated } from "@/dev/generate";
import { startPostgres } from "@/dev/postgres";
import { createDatabase as createOnServer, dropDatabase } from "@/dev/postgres/databases";
import { run } from "@/dev/processes";
import { createDatabase, type Database, PATIENCE } from "@/lib/db";

export type BenchDatabase = Database & { url: string };

export type BenchServer = {
  /** For files that the server reads; deleted when it stops. */
  folder: string;
  url: string;
  /** A migrated, empty database, opened; dropped when `work` is done. */
  withDatabase: <T>(work: (database: BenchDatabase) => Promise<T>, maxConnections?: number) => Promise<T>;
  stop: () => Promise<void>;
};

// Typical production settings at a size for a small machine; the rest are PostgreSQL's defaults, which are durable.
const SETTINGS = { shared_buffers: "1GB", max_wal_size: "2GB", max_connections: "400" };

/** A separate embedded PostgreSQL, with a migrated database that the others are copied from. */
export async function startServer(): Promise<BenchServer> {
  const folder = mkdtempSync(join(tmpdir(), "refill-bench-"));
  // The server may run as another account, and reads what is loaded from here.
  chmodSync(folder, 0o755);
  const postgres = await startPostgres({ dataDir: join(folder, "postgres"), database: "template", settings: SETTINGS });
  const stop = async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await generateIfOutdated();
    const env = {
      ...process.env,
      DATABASE_URL: postgres.url,
      DATABASE_MIGRATE_URL: "",
      DATABASE_DIRECT_URL: "",
      DATABASE_REPLICA_URL: "",
    };
    await run(process.execPath, ["node_modules/prisma/build/index.js", "migrate", "deploy"], { env });
    await runMigrations({ connectionString: postgres.url });
  } catch (error) {
    await stop();
    throw error;
  }
  let made = 0;
  return {
    folder,
    url: postgres.url,
    stop,
    withDatabase: async (work, maxConnections = 10) => {
      made += 1;
      const name = `bench_${made}`;
      const url = await createOnServer(postgres.url, name, "template");
      const database = createDatabase(url, maxConnections, PATIENCE.batch);
      try {
        return await work({ ...database, url });
      } finally {
        await database.close();
        await dropDatabase(postgres.url, name);
      }
    },
  };
}
