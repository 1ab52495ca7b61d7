import pg from "pg";
import { distributeLedger } from "@/lib/ledger/distribute/distribute-ledger";
import { serverOf } from "@/lib/ledger/distribute/join-cluster";
import { stepsTo } from "@/lib/ledger/distribute/steps";
import { createDatabase, databaseUrl, dropDatabase } from "../postgres/databases";
import { migrate } from "./migrate";

/** The template of a cluster's tests, of this run alone. */
export const CLUSTER_TEMPLATE = `test_template_${process.pid}`;

/** The servers of the cluster that CITUS_URL leads to, the coordinator first: all with the same role and password. */
export async function serversOf(citusUrl: string): Promise<string[]> {
  const { rows } = await withClient(citusUrl, (client) =>
    client.query<{ name: string; port: number }>(
      "SELECT nodename AS name, nodeport AS port FROM pg_dist_node WHERE noderole = 'primary' AND groupid <> 0 ORDER BY groupid",
    ),
  );
  const workers = rows.map(({ name, port }) => {
    const url = new URL(citusUrl);
    url.hostname = name;
    url.port = String(port);
    return url.href;
  });
  return [citusUrl, ...workers];
}

/** Makes the template anew: a migrated database whose ledger is divided into 8 shards. */
export async function createClusterTemplate(servers: readonly string[]): Promise<void> {
  const [coordinator = "", ...workers] = servers;
  for (const server of servers) await dropDatabase(server, CLUSTER_TEMPLATE);
  const url = await createDatabase(coordinator, CLUSTER_TEMPLATE);
  await migrate(url);
  await withClient(url, (client) =>
    distributeLedger(
      client,
      { url, coordinator: null, workers: workers.map(serverOf), shards: 8 },
      stepsTo(() => undefined),
    ),
  );
}

/** What `npm run scale:distribute` sets for a database. */
export async function allowTriggers(url: string): Promise<void> {
  await withClient(url, (client) =>
    client.query(
      `ALTER DATABASE ${client.escapeIdentifier(new URL(url).pathname.slice(1))} SET citus.enable_unsafe_triggers = on`,
    ),
  );
}

/** Ends what is connected to a database on these servers, and keeps it so: it cannot be copied otherwise. */
export async function closeDatabase(servers: readonly string[], name: string): Promise<void> {
  await setConnections(servers, name, false);
}

/** The opposite of `closeDatabase`. */
export async function reopenDatabase(servers: readonly string[], name: string): Promise<void> {
  await setConnections(servers, name, true);
}

async function setConnections(servers: readonly string[], name: string, allowed: boolean): Promise<void> {
  for (const server of servers) {
    await withClient(databaseUrl(server, "postgres"), async (client) => {
      await client.query(`ALTER DATABASE ${client.escapeIdentifier(name)} ALLOW_CONNECTIONS ${allowed}`);
      if (!allowed)
        await client.query("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = $1", [name]);
    });
  }
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
