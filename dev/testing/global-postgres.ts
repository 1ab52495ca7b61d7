import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startPostgres } from "../postgres";
import { databaseUrl, dropDatabase } from "../postgres/databases";
import { CLUSTER_TEMPLATE, closeDatabase, createClusterTemplate, serversOf } from "./cluster";
import { migrate } from "./migrate";

const TEMPLATE = "template";

declare module "vitest" {
  export interface ProvidedContext {
    /** The server, by a database that no test copies. */
    postgresUrl: string;
    /** The other servers of a cluster, which have each database too. */
    workerUrls: string[];
    /** The migrated database that tests copy. */
    templateDatabase: string;
  }
}

/**
 * One PostgreSQL for the run, with a migrated database that tests copy. Crash safety is off: it is thrown away. With CITUS_URL, the
 * cluster that it leads to, whose template has a divided ledger.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { CITUS_URL } = process.env;
  return CITUS_URL ? onCluster(project, CITUS_URL) : startServer(project);
}

async function onCluster(project: TestProject, citusUrl: string): Promise<() => Promise<void>> {
  const servers = await serversOf(citusUrl);
  await createClusterTemplate(servers);
  await closeDatabase(servers, CLUSTER_TEMPLATE);
  project.provide("postgresUrl", citusUrl);
  project.provide("workerUrls", servers.slice(1));
  project.provide("templateDatabase", CLUSTER_TEMPLATE);
  return async () => {
    for (const server of servers) await dropDatabase(server, CLUSTER_TEMPLATE);
  };
}

async function startServer(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "refill-test-"));
  const postgres = await startPostgres({
    dataDir: join(folder, "postgres"),
    database: TEMPLATE,
    durability: "none",
    socket: true,
  });
  const stop = async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await migrate(postgres.url);
    // A single connection to it would keep every test from copying it.
    await closeDatabase([postgres.url], TEMPLATE);
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide("postgresUrl", databaseUrl(postgres.url, "postgres"));
  project.provide("workerUrls", []);
  project.provide("templateDatabase", TEMPLATE);
  return stop;
}
