import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { env } from "@/lib/env";
import { databaseUrls } from "@/lib/env/database-urls";
import { log } from "@/lib/log";
import { oncePerProcess } from "@/lib/once-per-process";
import { sharesSessions, type Two, valueFrom } from "@/lib/shared-sessions";

export type Connections = { url: string; directUrl?: string | undefined; preparedStatements?: boolean | undefined };

export type Fitness =
  /** `advice` is for settings that work but could be better. */
  { fit: true; advice: string | null } | { fit: false; reason: string };

/** Aborts startup when the database settings cannot work. An unavailable database is retried later. */
export async function refuseUnfitConnections(): Promise<void> {
  try {
    await requireFitConnections();
  } catch (error) {
    if (error instanceof UnfitConnections) throw error;
    // Not a reason to abort: the site starts and reports that its database is unavailable.
    log.warn({ err: error }, "the database could not be reached to check how it is connected");
    void checkLater();
  }
}

const known = oncePerProcess("fitConnections", () => ({ areFit: false }));

/**
 * Throws unless the connections are known to be fit, and also when the database cannot be reached. The worker begins only
 * then: without its session lock, others would take it for dead and run its jobs too.
 */
export async function requireFitConnections(): Promise<void> {
  if (known().areFit) return;
  const settings = env();
  const fitness = await checkConnections({
    url: settings.DATABASE_URL,
    directUrl: settings.DATABASE_DIRECT_URL,
    preparedStatements: settings.DATABASE_PREPARED_STATEMENTS,
  });
  if (!fitness.fit) throw new UnfitConnections(fitness.reason);
  if (fitness.advice) log.warn(fitness.advice);
  known().areFit = true;
}

/**
 * Ends a command with the reason when its connection is a pooler in transaction mode: its locks would not hold, and its
 * settings would apply to others. An unavailable database is left for the command to report.
 */
export async function exitBehindPooler(use: "direct" | "owner"): Promise<void> {
  const url = databaseUrls(env())[use];
  if (!(await isReachable(url)) || !(await withTwo(url, sharesSessions))) return;
  console.error(poolerReason(use));
  process.exit(1);
}

function poolerReason(use: "direct" | "owner"): string {
  const { DATABASE_DIRECT_URL, DATABASE_MIGRATE_URL } = env();
  if (use === "owner" && DATABASE_MIGRATE_URL) return isPoolerReason("DATABASE_MIGRATE_URL");
  return DATABASE_DIRECT_URL ? isPoolerReason("DATABASE_DIRECT_URL") : NEEDS_DIRECT;
}

class UnfitConnections extends Error {}

const RETRY_MS = 5_000;

async function checkLater(): Promise<void> {
  await sleep(RETRY_MS, undefined, { ref: false });
  try {
    await refuseUnfitConnections();
  } catch (error) {
    log.fatal({ err: error }, "the database settings cannot work");
    process.exit(1);
  }
}

/**
 * Whether the app can work through these connections. Behind a pooler in transaction mode, session state is silently
 * lost: locks, LISTEN, named prepared statements. So the check probes for such a pooler instead of trusting the settings.
 * Throws when a database cannot be reached.
 */
export async function checkConnections({ url, directUrl, preparedStatements }: Connections): Promise<Fitness> {
  const shared = await withTwo(url, sharesSessions);
  if (!directUrl) return shared ? unfit(NEEDS_DIRECT) : { fit: true, advice: null };
  if (await withTwo(directUrl, sharesSessions)) return unfit(isPoolerReason("DATABASE_DIRECT_URL"));
  const [pooled, direct] = [await withTwo(url, placeOf), await withTwo(directUrl, placeOf)];
  if (pooled !== direct) return unfit(NOT_THE_SAME);
  if (!(await withTwo(url, keepsTimeZone))) return unfit(LOSES_TIME_ZONE);
  if (preparedStatements && !(await withTwo(url, keepsStatements))) return unfit(LOSES_STATEMENTS);
  return { fit: true, advice: (await withTwo(url, hasLimits)) ? null : SET_LIMITS };
}

const NEEDS_DIRECT =
  "DATABASE_URL is a pooler in transaction mode, which does not support LISTEN, session locks or prepared statements. " +
  "Set DATABASE_DIRECT_URL to the same database without the pooler, or switch the pooler to session mode.";
const isPoolerReason = (setting: string): string =>
  `${setting} is a pooler in transaction mode. Set it to the address of the database server itself.`;
const NOT_THE_SAME =
  "DATABASE_URL and DATABASE_DIRECT_URL lead to different databases or roles. Both must lead to the same ones.";
const LOSES_TIME_ZONE =
  "The pooler of DATABASE_URL does not keep the time zone of its clients: give the role that of the app, ALTER ROLE … SET " +
  "timezone = 'UTC'.";
const LOSES_STATEMENTS =
  "The pooler of DATABASE_URL does not keep prepared statements: unset DATABASE_PREPARED_STATEMENTS, or use PgBouncer 1.21 " +
  "or newer with max_prepared_statements above 0.";
const SET_LIMITS =
  "behind a pooler single statements have no limits of their own: ALTER ROLE … SET statement_timeout = '30s', and SET " +
  "lock_timeout = '5s' (docs/operations.md)";

const unfit = (reason: string): Fitness => ({ fit: false, reason });

const PATIENCE_MS = 5_000;

function clientOf(url: string): pg.Client {
  const config = { connectionString: url, connectionTimeoutMillis: PATIENCE_MS, query_timeout: PATIENCE_MS };
  const client = new pg.Client(config);
  client.on("error", () => undefined);
  return client;
}

async function isReachable(url: string): Promise<boolean> {
  const client = clientOf(url);
  const [connected] = await Promise.allSettled([client.connect()]);
  await Promise.allSettled([client.end()]);
  return connected.status === "fulfilled";
}

async function withTwo<Result>(url: string, look: (two: Two) => Promise<Result>): Promise<Result> {
  const [one, other] = [clientOf(url), clientOf(url)];
  try {
    await one.connect();
    await other.connect();
    return await look({ one, other });
  } finally {
    await Promise.allSettled([one.end(), other.end()]);
  }
}

async function placeOf({ one }: Two): Promise<string> {
  const place = "concat_ws(' ', pg_postmaster_start_time(), current_database(), current_user)";
  await one.query("SET TIME ZONE 'UTC'");
  return String(await valueFrom(one, place));
}

async function keepsTimeZone({ one, other }: Two): Promise<boolean> {
  await one.query("SET TIME ZONE 'UTC'");
  return elsewhere(other, async () => (await valueFrom(one, "current_setting('TimeZone')")) === "UTC");
}

async function keepsStatements({ one, other }: Two): Promise<boolean> {
  const ask = () => one.query({ name: "refill_check", text: "SELECT 1" });
  await ask();
  return elsewhere(other, () => ask().then(() => true)).catch((error: unknown) => {
    if (error instanceof pg.DatabaseError) return false;
    throw error;
  });
}

async function hasLimits({ one }: Two): Promise<boolean> {
  const unlimited = "'0' IN (current_setting('statement_timeout'), current_setting('lock_timeout'))";
  return (await valueFrom(one, unlimited)) === false;
}

/** Probes while `other` holds the session that was used last. A pooler with a single session cannot mix sessions up. */
async function elsewhere(other: pg.Client, look: () => Promise<boolean>): Promise<boolean> {
  await other.query("BEGIN");
  try {
    await valueFrom(other, "1");
    return await look();
  } catch (error) {
    if (error instanceof Error && error.message === "Query read timeout") return true;
    throw error;
  } finally {
    await other.query("COMMIT");
  }
}
