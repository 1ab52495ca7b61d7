import { setTimeout as sleep } from "node:timers/promises";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum, DriverAdapterError } from "@prisma/driver-adapter-utils";
import pg from "pg";
import { connectionConfig, requireUrl } from "./connection.mjs";

/**
 * What the engine reaches the database through: Prisma's own `pg` adapter, with what the engine's catalogue queries
 * and scripts need beyond it. Each connection it makes to the database itself is added to `connections`.
 *
 * @param {{ url?: string, shadowDatabaseUrl?: string } | undefined} datasource
 * @param {{ dispose(): Promise<void> }[]} connections
 */
export function adapterFactory(datasource, connections = []) {
  const { config, schema } = connectionConfig(requireUrl(datasource));
  const factory = new PrismaPg(config, { schema });
  return bindMigrationAwareSqlAdapterFactory({
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => {
      const connection = extend(await factory.connect());
      connections.push(connection);
      return connection;
    },
    connectToShadowDb: () =>
      datasource?.shadowDatabaseUrl
        ? connectToGivenShadow(datasource.shadowDatabaseUrl)
        : createShadow(factory, config),
  });
}

async function createShadow(factory, config) {
  const owner = extend(await factory.connect());
  const database = `prisma_migrate_shadow_db_${globalThis.crypto.randomUUID()}`;
  await owner.executeScript(`CREATE DATABASE "${database}"`);
  const shadow = await new PrismaPg({ ...config, options: undefined, database }).connect();
  const close = shadow.dispose.bind(shadow);
  shadow.dispose = async () => {
    // The adapter drops it while its own connections are open, which PostgreSQL refuses.
    await close();
    await owner.executeScript(`DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`);
    await owner.dispose();
  };
  return extend(shadow);
}

/** A shadow database that the user provides, because theirs may not create databases. It is emptied first. */
async function connectToGivenShadow(url) {
  const { config, schema } = connectionConfig(url);
  const client = new pg.Client(config);
  await client.connect();
  try {
    const names = await client.query(
      "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'",
    );
    for (const { nspname } of names.rows) await client.query(`DROP SCHEMA ${client.escapeIdentifier(nspname)} CASCADE`);
    await client.query(`CREATE SCHEMA ${client.escapeIdentifier(schema ?? "public")}`);
  } finally {
    await client.end();
  }
  return extend(await new PrismaPg(config, { schema }).connect());
}

const CHAR_OID = 18;
const BPCHAR_OID = 1042;

function extend(queryable) {
  readCharColumns(queryable);
  if (queryable.executeScript) {
    // The adapter splits at every semicolon, which cuts functions to pieces; the server takes the script whole.
    queryable.executeScript = async (script) => {
      try {
        await runPatiently(queryable.underlyingDriver(), script);
      } catch (error) {
        throw scriptError(error) ?? queryable.onError(error);
      }
    };
  }
  if (queryable.startTransaction) {
    const start = queryable.startTransaction.bind(queryable);
    queryable.startTransaction = async (isolation) => extend(await start(isolation));
  }
  return queryable;
}

const LOCK_TIMEOUT = "3s";
const LOCK_NOT_AVAILABLE = "55P03";
const DEADLOCK = "40P01";
const NOT_IN_A_TRANSACTION = "25001";
// About two minutes in all, with the waits for the lock.
const PAUSES_MS = [500, 1_000, 2_000, 4_000, 8_000, 12_000, 16_000, 20_000, 20_000];

/**
 * Runs a migration, which gives up on a table's lock after a moment: everyone who wants the table queues behind a waiting
 * ALTER TABLE. The server takes a script as one transaction, so a script that gave up did nothing and is tried again. What
 * must not be in a transaction, such as CREATE INDEX CONCURRENTLY, blocks nobody while it waits.
 */
async function runPatiently(driver, script) {
  for (const pause of [...PAUSES_MS, null]) {
    try {
      return await driver.query(`SET LOCAL lock_timeout = '${LOCK_TIMEOUT}';\n${script}`);
    } catch (error) {
      if (error.code === NOT_IN_A_TRANSACTION) return await driver.query(script);
      const gaveUp = error.code === LOCK_NOT_AVAILABLE || error.code === DEADLOCK;
      if (!gaveUp || pause === null) throw error;
      await sleep(pause);
    }
  }
}

/**
 * The server's own words. With its error code the engine would replace them by fewer ("No such table"), which is right
 * for a query but too little for a migration.
 */
function scriptError({ severity, code, message, detail, hint, where }) {
  if (severity === undefined) return undefined;
  const text = [`${message} (${code})`, detail, hint, where].filter(Boolean).join("\n");
  return new DriverAdapterError({ kind: "postgres", severity, code: "XX000", message: text });
}

/** PostgreSQL's catalogue has columns of type "char", which the adapter does not know. */
function readCharColumns(queryable) {
  const read = queryable.queryRaw.bind(queryable);
  const perform = queryable.performIO.bind(queryable);
  let charColumns = [];
  queryable.performIO = async (query) => {
    const result = await perform(query);
    charColumns = result.fields?.flatMap((field, index) => (field.dataTypeID === CHAR_OID ? [index] : [])) ?? [];
    for (const index of charColumns) result.fields[index].dataTypeID = BPCHAR_OID;
    return result;
  };
  queryable.queryRaw = async (query) => {
    const result = await read(query);
    // Read right after the last await of the adapter: the engine sends one query at a time.
    for (const index of charColumns) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
}
