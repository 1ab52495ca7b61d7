import { createHash } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { env } from "@/lib/env";
import { type Prisma, PrismaClient } from "@/lib/generated/prisma/client";
import { holdingConnection } from "@/lib/held-connection";

/** A Prisma client or an open transaction: reads and converging state. */
export type Db = Prisma.TransactionClient;

type SqlScalar = string | number | bigint | boolean | Date | null;

export type SqlValue = SqlScalar | readonly SqlScalar[];

/**
 * Runs one parameterised statement: sql<Row>`SELECT … ${value}`. Rows come back with bigint for int8, Date for
 * timestamptz, parsed json and string for numeric, whichever driver is beneath.
 */
export type Sql = <Row extends object>(strings: TemplateStringsArray, ...values: SqlValue[]) => Promise<Row[]>;

export type Database = {
  prisma: PrismaClient;
  pool: pg.Pool;
  /** One statement is one transaction of its own; after a deadlock or a serialization failure it is run again. */
  sql: Sql;
  /** The same, prepared once per connection: for the few statements that run thousands of times a second. */
  hotSql: Sql;
  /** Everything inside commits together or not at all. */
  transaction: <T>(work: (db: Db, sql: Sql) => Promise<T>) => Promise<T>;
  /** A connection outside the pools, for a lock that is held for long. Who takes it ends it. */
  connect: () => Promise<pg.Client>;
  close: () => Promise<void>;
};

/** How long a statement may run, and how long it may wait for a lock; 0 is without end. */
export type Patience = { statementMs: number; lockMs: number };

/**
 * What a process opens a database for. Each has pools and patience of its own, so that background work that is busy
 * takes no connection from the web, nor do thousands of open streams.
 */
export type Purpose = "web" | "worker" | "live" | "batch";

export const PATIENCE: Record<Purpose, Patience> = {
  // Somebody waits for the answer.
  web: { statementMs: 30_000, lockMs: 5_000 },
  live: { statementMs: 5_000, lockMs: 5_000 },
  worker: { statementMs: 5 * 60_000, lockMs: 30_000 },
  // Verifying, measuring and migrating look at everything.
  batch: { statementMs: 0, lockMs: 0 },
};

export type Pooling = {
  /**
   * Goes to the server itself where `url` is a pooler in transaction mode: there, between two transactions, the server's
   * session is anybody's, and what was set in it is gone.
   */
  directUrl?: string | undefined;
  /** Whether hot statements are prepared by name; by default where there is no such pooler. */
  preparedStatements?: boolean | undefined;
};

/**
 * Opens a database. Connections are made when first needed; a pool holds at most `maxConnections`. Behind a pooler in
 * transaction mode transactions take their patience with them, and single statements have what the role is given
 * (docs/operations.md).
 */
export function createDatabase(
  url: string,
  maxConnections = 10,
  patience: Patience = PATIENCE.web,
  { directUrl, preparedStatements = !directUrl }: Pooling = {},
): Database {
  const session = directUrl ? TIME_ZONE : `${TIME_ZONE}; ${limitsOf(patience)}`;
  const pool = openPool({ connectionString: url, max: maxConnections }, session);
  const prismaPool = openPool({ connectionString: url, max: maxConnections }, session);
  const prisma = new PrismaClient({ adapter: new PrismaPg(prismaPool, { disposeExternalPool: true }) });
  return {
    prisma,
    pool,
    sql: poolSql(pool, ({ text }) => ({ text })),
    hotSql: poolSql(pool, (statement) => (preparedStatements ? statement : { text: statement.text })),
    transaction: (work) =>
      prisma.$transaction(async (tx) => {
        if (directUrl) await tx.$executeRawUnsafe(localLimitsOf(patience));
        return holdingConnection(() => work(tx, prismaSql(tx)));
      }, TRANSACTION),
    connect: () => connectAlone(directUrl ?? url),
    close: async () => {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

// A database that takes the connection and says nothing, or a pool with no connection to spare, is an outage by then.
const CONNECT_TIMEOUT_MS = 5_000;
// A connection whose other end vanished is noticed soon after, not when the kernel gives up.
const KEEP_ALIVE_MS = 10_000;

// Prisma's adapter writes a Date without its zone and reads one past its zone: right only where the zone is UTC.
// A pooler in transaction mode has to keep it for each of its clients; PgBouncer does.
const TIME_ZONE = "SET TIME ZONE 'UTC'";
// A process that is frozen inside a transaction (a suspended host) must not hold its locks for ever; transactions that
// live end by themselves, after a minute.
const IDLE_IN_TRANSACTION = "2min";
const TRANSACTION = { timeout: 60_000, maxWait: 2 * CONNECT_TIMEOUT_MS };

function limitsOf({ statementMs, lockMs }: Patience): string {
  return (
    `SET idle_in_transaction_session_timeout = '${IDLE_IN_TRANSACTION}'; ` +
    `SET statement_timeout = ${statementMs}; SET lock_timeout = ${lockMs}`
  );
}

/** The same for one transaction, as the one statement that Prisma takes. */
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
  // A connection that breaks (server restart) must not take the process down: the next query reconnects.
  pool.on("error", ignore);
  pool.on("connect", (client) => client.on("error", ignore));
  return pool;
}

const ignore = () => undefined;

async function connectAlone(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: CONNECT_TIMEOUT_MS, keepAlive: true });
  client.on("error", ignore);
  await client.connect();
  return client;
}

/**
 * The process's own database. Opened at first use, for each purpose apart. Requests go through the pooler, if there is
 * one; the worker's LISTEN and locks, and what may take long, go to the server itself.
 */
export function database(purpose: Purpose = "web"): Database {
  globalDatabase.refillDatabases ??= new Map();
  const known = globalDatabase.refillDatabases.get(purpose);
  if (known) return known;
  const { DATABASE_URL: url, DATABASE_DIRECT_URL: directUrl, DATABASE_PREPARED_STATEMENTS: preparedStatements } = env();
  const opened =
    purpose === "web"
      ? createDatabase(url, poolSizeOf(purpose), PATIENCE.web, { directUrl, preparedStatements })
      : createDatabase(directUrl ?? url, poolSizeOf(purpose), PATIENCE[purpose]);
  globalDatabase.refillDatabases.set(purpose, opened);
  return opened;
}

/** Closes what the process has opened, so that it can exit. */
export async function closeDatabases(): Promise<void> {
  const opened = [...(globalDatabase.refillDatabases?.values() ?? [])];
  globalDatabase.refillDatabases?.clear();
  for (const one of opened) await one.close();
}

// `next dev` re-evaluates modules on every change; the connections must outlive that.
const globalDatabase = globalThis as typeof globalThis & { refillDatabases?: Map<Purpose, Database> };

function poolSizeOf(purpose: Purpose): number {
  const { DATABASE_POOL_SIZE, DATABASE_POOL_SIZE_WORKER, DATABASE_POOL_SIZE_LIVE } = env();
  if (purpose === "worker") return DATABASE_POOL_SIZE_WORKER;
  return purpose === "live" ? DATABASE_POOL_SIZE_LIVE : DATABASE_POOL_SIZE;
}

/** The statements of an open Prisma transaction. */
export function prismaSql(db: Db): Sql {
  return (strings, ...values) => db.$queryRawUnsafe(strings.reduce(numbered), ...values);
}

type Statement = { name: string; text: string };

function poolSql(pool: pg.Pool, asked: (statement: Statement) => { name?: string; text: string }): Sql {
  return async <Row extends object>(strings: TemplateStringsArray, ...values: SqlValue[]) => {
    const statement = asked(statementOf(strings));
    for (let retries = 0; ; retries++) {
      try {
        return (await pool.query<Row>({ ...statement, values: [...values], types: rowTypes })).rows;
      } catch (error) {
        if (retries === MAX_RETRIES || !wasRolledBack(error)) throw error;
      }
    }
  };
}

// A template is one object wherever it runs from, so that each text is put together once.
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

// serialization_failure and deadlock_detected: the statement took back all it did, so running it again is safe.
function wasRolledBack(error: unknown): boolean {
  return error instanceof pg.DatabaseError && (error.code === "40001" || error.code === "40P01");
}

function numbered(text: string, part: string, index: number): string {
  return `${text}$${index}${part}`;
}

const INT8_OID = 20;

// Given with each statement of ours, not to the pool: the job queue shares it, and writes down the ids of jobs that
// failed as JSON, which has no bigint.
const rowTypes = {
  getTypeParser: ((oid: number, format?: "text" | "binary") =>
    oid === INT8_OID
      ? (value: string) => BigInt(value)
      : pg.types.getTypeParser(oid, format as "text")) as typeof pg.types.getTypeParser,
};
