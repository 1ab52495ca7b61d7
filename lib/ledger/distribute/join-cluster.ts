import pg from "pg";
import { hasCitus } from "@/lib/ledger/distribute/has-citus";
import { type Do, NotDistributed } from "@/lib/ledger/distribute/steps";

export type Server = { host: string; port: number };

export type Wish = {
  /** The database, as the role that owns its tables. */
  url: string;
  /** Where workers reach this server; null for the address in `url`. */
  coordinator: Server | null;
  /** Those that the cluster needs to have. */
  workers: readonly Server[];
  /** Shards of each table; null for those there are, or DEFAULT_SHARDS. */
  shards: number | null;
};

/**
 * Makes this database the coordinator of a cluster: adds the extension where it is missing, and the workers that are not in it
 * yet, each with a database of the same name.
 */
export async function joinCluster(client: pg.ClientBase, wish: Wish, step: Do): Promise<void> {
  const self = wish.coordinator ?? serverOf(wish.url);
  await addExtension(client, self, step);
  const nodes = await nodesOf(client);
  if (nodes.some(({ local }) => local)) {
    throw new NotDistributed("This server is a worker of a cluster: run the command on its coordinator.");
  }
  const missing = wish.workers.filter((one) => !nodes.some((node) => placeOf(node) === placeOf(one)));
  if (missing.length === 0 && nodes.every(({ group }) => group === 0)) {
    throw new NotDistributed("The cluster has no worker to divide the ledger over: add one with --worker HOST:PORT.");
  }
  if (nodes.every(({ group }) => group !== 0)) {
    await step({ would: "set", did: "Set", object: `${placeOf(self)} as the coordinator's address` }, () =>
      client.query("SELECT citus_set_coordinator_host($1, $2)", [self.host, self.port]),
    );
  }
  for (const worker of missing) await addWorker(client, wish.url, worker, step);
}

export const placeOf = ({ host, port }: Server): string => `${host}:${port}`;

type Node = Server & { group: number; local: boolean };

/** The servers of the cluster. `local` says which worker this is, if it is one. */
async function nodesOf(client: pg.ClientBase): Promise<Node[]> {
  if (!(await hasCitus(client))) return [];
  const { rows } = await client.query<Node>(
    `SELECT nodename AS host, nodeport AS port, groupid AS group,
       groupid <> 0 AND groupid = (SELECT groupid FROM pg_dist_local_group) AS local
     FROM pg_dist_node WHERE noderole = 'primary'`,
  );
  return rows;
}

async function addWorker(client: pg.ClientBase, url: string, worker: Server, step: Do): Promise<void> {
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  const server = onServer(url, worker, "postgres");
  const isThere = async () =>
    (await connected(server, (one) => one.query("SELECT FROM pg_database WHERE datname = $1", [name]))).rowCount === 1;
  if (!(await isThere())) {
    await step({ would: "create", did: "Created", object: `the database ${name} on ${placeOf(worker)}` }, () =>
      connected(server, (one) => one.query(`CREATE DATABASE ${one.escapeIdentifier(name)}`)),
    );
  }
  // A dry run has only the server to look at.
  const database = (await isThere()) ? onServer(url, worker, name) : server;
  await connected(database, (one) => addExtension(one, worker, step));
  await step({ would: "add", did: "Added", object: `the worker ${placeOf(worker)}` }, () =>
    client.query("SELECT citus_add_node($1, $2)", [worker.host, worker.port]),
  );
}

async function addExtension(client: pg.ClientBase, server: Server, step: Do): Promise<void> {
  const place = placeOf(server);
  const { rows } = await client.query<{ version: string; installed: boolean; loaded: boolean }>(
    `SELECT default_version AS version, installed_version IS NOT NULL AS installed, EXISTS (
       SELECT FROM pg_settings WHERE name = 'citus.shard_count'
     ) AS loaded
     FROM pg_available_extensions WHERE name = 'citus'`,
  );
  const [citus] = rows;
  if (!citus) {
    throw new NotDistributed(`${place} has no Citus: install the extension there, or use the image citusdata/citus.`);
  }
  if (citus.installed) return;
  if (!citus.loaded) {
    throw new NotDistributed(
      `${place} does not load Citus: put citus first in its shared_preload_libraries, and restart it.`,
    );
  }
  await step({ would: "add", did: "Added", object: `the extension citus ${citus.version} on ${place}` }, async () => {
    try {
      await client.query("CREATE EXTENSION citus");
    } catch (error) {
      if (!(error instanceof pg.DatabaseError) || error.code !== "42501") throw error;
      throw new NotDistributed(`A superuser has to run CREATE EXTENSION citus in this database on ${place}.`);
    }
  });
}

export function serverOf(url: string): Server {
  const { hostname, port } = new URL(url);
  return { host: hostname, port: Number(port || 5432) };
}

function onServer(url: string, { host, port }: Server, database: string): string {
  const other = new URL(url);
  other.hostname = host;
  other.port = String(port);
  other.pathname = `/${encodeURIComponent(database)}`;
  return other.href;
}

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
