import pg from "pg";
import type { Database, Sql } from "@/lib/db";

export type TableSize = {
  name: string;
  /** With indexes and large values. */
  bytes: number;
  /** As the planner estimates; null for a table that was never analyzed. */
  rows: number | null;
};

export type DatabaseFacts = {
  postgres: string;
  bytes: number;
  migrations: string[];
  queueMigrations: number;
  largest: TableSize[];
};

/** Version, size, migrations and the largest tables. */
export async function readDatabaseFacts(sql: Sql): Promise<DatabaseFacts> {
  const [[about], migrations, largest] = await Promise.all([
    sql<{ postgres: string; bytes: bigint; queueMigrations: bigint }>`
      SELECT current_setting('server_version') AS postgres, pg_database_size(current_database()) AS bytes,
        (SELECT count(*) FROM graphile_worker.migrations) AS "queueMigrations"`,
    sql<{ name: string }>`
      SELECT migration_name AS name FROM _prisma_migrations
      WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
    sql<{ name: string; bytes: bigint; rows: number }>`
      SELECT relname AS name, pg_total_relation_size(oid) AS bytes, reltuples::float8 AS rows
      FROM pg_class
      WHERE relkind IN ('r', 'p') AND relnamespace IN ('public'::regnamespace, 'graphile_worker'::regnamespace)
      ORDER BY pg_total_relation_size(oid) DESC
      LIMIT 10`,
  ]);
  return {
    postgres: about?.postgres ?? "",
    bytes: Number(about?.bytes ?? 0),
    queueMigrations: Number(about?.queueMigrations ?? 0),
    migrations: migrations.map(({ name }) => name),
    largest: largest.map(({ name, bytes, rows }) => ({ name, bytes: Number(bytes), rows: rows < 0 ? null : rows })),
  };
}

export type SlowStatement = { text: string; calls: number; meanMs: number; totalMs: number };

/**
 * The statements that took the most time in all, from pg_stat_statements, with their values left out by it; null where
 * it is not set up (postgresql.org/docs/current/pgstatstatements.html).
 */
export async function slowestStatements({ pool }: Pick<Database, "pool">): Promise<SlowStatement[] | null> {
  try {
    const { rows } = await pool.query<SlowStatement>(`
      SELECT left(query, 300) AS text, calls::float8 AS calls, mean_exec_time AS "meanMs", total_exec_time AS "totalMs"
      FROM pg_stat_statements
      WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
      ORDER BY total_exec_time DESC
      LIMIT 10`);
    return rows;
  } catch (error) {
    if (error instanceof pg.DatabaseError && NOT_SET_UP.has(error.code ?? "")) return null;
    throw error;
  }
}

/** It is not installed, not preloaded, or not for this role. */
const NOT_SET_UP = new Set(["42P01", "55000", "42501"]);
