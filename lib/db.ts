import { createHash } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { env } from "@/lib/env";
import { databaseUrls } from "@/lib/env/database-urls";
import { type Prisma, PrismaClient } from "@/lib/generated/prisma/client";
import { holdingConnection } from "@/lib/held-connection";
import { inTurn } from "@/lib/in-turn";
import { oncePerProcess } from "@/lib/once-per-process";
import { hotText, namesOfStatements } from "@/lib/prepared-statements";
import { inSpan, tracing } from "@/lib/tracing";
import { DATABASE, statementSpan, traced } from "@/lib/tracing/statements";

/** A Prisma client or an open transaction, for reads and converging state. */
export type Db = Prisma.TransactionClient;

type SqlScalar = string | number | bigint | boolean | Date | null;

export type SqlValue = SqlScalar | readonly SqlScalar[];

/**
 * Runs one parameterised statement: sql<Row>`SELECT … ${value}`. Rows have bigint for int8, Date for timestamptz, parsed
 * json and string for numeric, with either driver.
 */
export type Sql = {
  <Row extends object>(strings: TemplateStringsArray, ...values: SqlValue[]): Promise<Row[]>;
  /** See `hot`. */
  hot?: Sql;
};

/**
 * The same statements, prepared once per connection: for those that run for every page, request or job, whose plan takes
 * longer than they do. They name their columns: a prepared `*` fails once a migration adds one.
 */
export const hot = (sql: Sql): Sql => sql.hot ?? sql;

export type Database = {
  prisma: PrismaClient;
  pool: pg.Pool;
  /** Each statement is its own transaction; after a deadlock or a serialization failure it is retried. */
  sql: Sql;
  /** `hot(sql)`. */
  hotSql: Sql;
  /** Everything inside commits together or not at all. */
  transaction: <T>(work: (db: Db, sql: Sql) => Promise<T>) => Promise<T>;
  /** A connection outside the pools, for long-held locks. The caller must end it. */
  connect: () => Promise<pg.Client>;
  /** How both pools are used at the moment: that of `sql`, and that of `prisma` and transactions. */
  poolUse: () => { sql: PoolUse; prisma: PoolUse };
  close: () => Promise<void>;
};

/** Connections of a pool: those that exist, those of them that are free, and the requests that wait for one. */
export type PoolUse = { max: number; total: number; idle: number; waiting: number };

/** Limits for a statement's run time and its wait for a lock; 0 is unlimited. */
export type Patience = { statementMs: number; lockMs: number };

/**
 * What a process opens a database for. Each purpose has its own pools and timeouts, so that busy background work takes no
 * connections from the web, and neither do thousands of open streams.
 */
export type Purpose = "web" | "worker" | "live" | "batch" | "replica";

export const PATIENCE: Record<Purpose, Patience> = {
  // A client is waiting for the response.
  web: { statementMs: 30_000, lockMs: 5_000 },
  replica: { statementMs: 30_000, lockMs: 5_000 },
  live: { statementMs: 5_000, lockMs: 5_000 },
  worker: { statementMs: 5 * 60_000, lockMs: 30_000 },
  // Verifying, measuring and migrating read everything.
  batch: { statementMs: 0, lockMs: 0 },
};

export type Pooling = {
  /**
   * Connects to the server itself when `url` is a pooler in transaction mode, which shares server sessions between
   * clients and loses session settings.
   */
  directUrl?: string | undefined;
  /** Whether hot statements use named prepared statements; by default, unless there is such a pooler. */
  preparedStatements?: boolean | undefined;
  /** Refuses every write, whatever the server is. */
  readOnly?: boolean;
};

/**
 * Opens a database. Connections are made on first use; a pool holds at most `maxConnections`. Behind a pooler in
 * transaction mode, transactions set their own timeouts, and single statements have those of the role
 * (docs/operations.md).
 */
export function createDatabase(
  url: string,
  maxConnections = 10,
  patience: Patience = PATIENCE.web,
  { directUrl, preparedStatements = !directUrl, readOnly = false }: Pooling = {},
): Database {
  const settings = directUrl ? TIME_ZONE : `${TIME_ZONE}; ${limitsOf(patience)}`;
  const session = readOnly ? `${settings}; ${READ_ONLY}` : settings;
  const pool = openPool({ connectionString: url, max: maxConnections }, session);
  const prismaPool = openPool({ connectionString: url, max: maxConnections }, session);
  prismaPool.on("connect", inTurn);
  if (tracing()) prismaPool.on("connect", traced);
  const naming = preparedStatements ? { statementNameGenerator: namesOfStatements() } : {};
  const prisma = new PrismaClient({ adapter: new PrismaPg(prismaPool, { disposeExternalPool: true, ...naming }) });
  const hotSql = poolSql(pool, (statement) => (preparedStatements ? statement : { text: statement.text }));
  return {
    prisma,
    pool,
    sql: Object.assign(
      poolSql(pool, ({ text }) => ({ text })),
      { hot: hotSql },
    ),
    hotSql,
    transaction: (work) =>
      inSpan({ name: "database transaction", attributes: DATABASE }, () =>
        prisma.$transaction(async (tx) => {
          if (directUrl) await tx.$executeRawUnsafe(localLimitsOf(patience));
          return holdingConnection(() => work(tx, prismaSql(tx)));
        }, TRANSACTION),
      ),
    connect: () => connectAlone(directUrl ?? url),
    poolUse: () => ({ sql: useOf(pool), prisma: useOf(prismaPool) }),
    close: async () => {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

// By then, a database that accepts the connection and does not respond, or a pool without a free connection, is an outage.
const CONNECT_TIMEOUT_MS = 5_000;
// A connection whose peer vanished is noticed soon after, not when the kernel gives up.
const KEEP_ALIVE_MS = 10_000;

// Prisma's adapter writes dates without their zone and ignores the zone when reading: correct only in UTC. A pooler in
// transaction mode has to keep the zone for each client; PgBouncer does.
const TIME_ZONE = "SET TIME ZONE 'UTC'";
const READ_ONLY = "SET default_transaction_read_only = on";
// A process frozen inside a transaction (a suspended host) must not hold its locks indefinitely; live transactions end by
// themselves after a minute.
const IDLE_IN_TRANSACTION = "2min";
const TRANSACTION = { timeout: 60_000, maxWait: 2 * CONNECT_TIMEOUT_MS };

function limitsOf({ statementMs, lockMs }: Patience): string {
  return (
    `SET idle_in_transaction_session_timeout = '${IDLE_IN_TRANSACTION}'; ` +
    `SET statement_timeout = ${statementMs}; SET lock_timeout = ${lockMs}`
  );
}

/** The same for one transaction, in the single statement that Prisma accepts. */
function localLimitsOf({ statementMs, lockMs }: Patience): string {
  return (
    `SELECT set_config('idle_in_transaction_session_timeout', '${IDLE_IN_TRANSACTION}', true), ` +
    `set_config('statement_timeout', '${statementMs}', true), set_config('lock_timeout', '${lockMs}', true)`
  );
}

function openPool(config: pg.PoolConfig, session: string): pg.Pool {
  const pool = new pg.Pool({
    ...config,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    onConnect: (client) => client.query(session),
  });
  // A connection that breaks (a server restart) must not crash the process: the next query reconnects.
  pool.on("error", ignore);
  pool.on("connect", (client) => client.on("error", ignore));
  return pool;
}

const ignore = () => undefined;

function useOf({ options, totalCount, idleCount, waitingCount }: pg.Pool): PoolUse {
  return { max: options.max, total: totalCount, idle: idleCount, waiting: waitingCount };
}

async function connectAlone(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: CONNECT_TIMEOUT_MS, keepAlive: true });
  client.on("error", ignore);
  await client.connect();
  return client;
}

/**
 * The databases of this process, one per purpose, opened at first use. Requests go through the pooler, if there is one;
 * the worker's LISTEN and locks, and long-running work, go to the server itself.
 */
export function database(purpose: Purpose = "web"): Database {
  const known = databases().get(purpose);
  if (known) return known;
  const { DATABASE_DIRECT_URL: directUrl, DATABASE_PREPARED_STATEMENTS: preparedStatements } = env();
  const { requests, direct } = databaseUrls(env());
  const opened =
    purpose === "web"
      ? createDatabase(requests, poolSizeOf(purpose), PATIENCE.web, { directUrl, preparedStatements })
      : purpose === "replica"
        ? createDatabase(replicaUrl(), poolSizeOf(purpose), PATIENCE.replica, { readOnly: true })
        : createDatabase(direct, poolSizeOf(purpose), PATIENCE[purpose]);
  databases().set(purpose, opened);
  return opened;
}

function replicaUrl(): string {
  const { DATABASE_REPLICA_URL } = env();
  if (!DATABASE_REPLICA_URL)
    throw new Error("There is no replica: lib/replica asks for one only with DATABASE_REPLICA_URL.");
  return DATABASE_REPLICA_URL;
}

/** What divides the ledger over several servers, and the address of the one that knows where accounts are; null on one server. */
export function ledgerDivision(): { by: "citus"; url: string } | null {
  const { LEDGER_SHARDS: by } = env();
  return by ? { by, url: databaseUrls(env()).direct } : null;
}

/** The database of a server that has shards of the ledger (lib/ledger/shards), opened at first use. */
export function shardDatabase(url: string): Database {
  const opened = shardDatabases().get(url) ?? createDatabase(url, poolSizeOf("web"), PATIENCE.web);
  shardDatabases().set(url, opened);
  return opened;
}

/** The databases that this process has opened so far. */
export function openDatabases(): [Purpose, Database][] {
  return [...databases()];
}

/** Closes every database this process has opened, so that it can exit. */
export async function closeDatabases(): Promise<void> {
  const opened = [...databases().values(), ...shardDatabases().values()];
  databases().clear();
  shardDatabases().clear();
  for (const one of opened) await one.close();
}

const databases = oncePerProcess("databases", () => new Map<Purpose, Database>());
const shardDatabases = oncePerProcess("shardDatabases", () => new Map<string, Database>());

function poolSizeOf(purpose: Purpose): number {
  const { DATABASE_POOL_SIZE, DATABASE_POOL_SIZE_WORKER, DATABASE_POOL_SIZE_LIVE, DATABASE_POOL_SIZE_REPLICA } = env();
  if (purpose === "replica") return DATABASE_POOL_SIZE_REPLICA;
  if (purpose === "worker") return DATABASE_POOL_SIZE_WORKER;
  return purpose === "live" ? DATABASE_POOL_SIZE_LIVE : DATABASE_POOL_SIZE;
}

/** The statements of an open Prisma transaction. */
export function prismaSql(db: Db): Sql {
  const sql: Sql = (strings, ...values) => db.$queryRawUnsafe(statementOf(strings).text, ...values);
  sql.hot = (strings, ...values) => db.$queryRawUnsafe(hotText(statementOf(strings).text), ...values);
  return sql;
}

type Statement = { name: string; text: string };

function poolSql(pool: pg.Pool, asked: (statement: Statement) => { name?: string; text: string }): Sql {
  return async <Row extends object>(strings: TemplateStringsArray, ...values: SqlValue[]) => {
    const statement = asked(statementOf(strings));
    for (let retries = 0; ; retries++) {
      try {
        const query = { ...statement, values: [...values], types: rowTypes };
        const { rows } = tracing()
          ? await inSpan(statementSpan(statement.text), () => pool.query<Row>(query))
          : await pool.query<Row>(query);
        return rows;
      } catch (error) {
        if (retries === MAX_RETRIES || !wasRolledBack(error)) throw error;
      }
    }
  };
}

// A tagged template's strings array is one object per call site, so each text is assembled once.
const statements = new WeakMap<TemplateStringsArray, Statement>();

function statementOf(strings: TemplateStringsArray): Statement {
  const known = statements.get(strings);
  if (known) return known;
  const text = strings.reduce(numbered);
  const statement = { name: createHash("sha256").update(text).digest("base64url"), text };
  statements.set(strings, statement);
  return statement;
}

const MAX_RETRIES = 3;

// serialization_failure and deadlock_detected: the statement was rolled back, so running it again is safe.
function wasRolledBack(error: unknown): boolean {
  return error instanceof pg.DatabaseError && (error.code === "40001" || error.code === "40P01");
}

function numbered(text: string, part: string, index: number): string {
  return `${text}$${index}${part}`;
}

const INT8_OID = 20;

// Passed with each statement, not set on the pool: the job queue shares it and writes the ids of failed jobs as JSON,
// which has no bigint.
const rowTypes = {
  getTypeParser: ((oid: number, format?: "text" | "binary") =>
    oid === INT8_OID
      ? (value: string) => BigInt(value)
      : pg.types.getTypeParser(oid, format as "text")) as typeof pg.types.getTypeParser,
};
