import { existsSync, readdirSync, readFileSync } from "node:fs";
import { cpuMsOf } from "@/bench/http/cpu";
import type { Database } from "@/lib/db";

/** What an operation uses of a server. */
export type Cost = {
  what: string;
  /** Processor time of PostgreSQL, in milliseconds. */
  postgresMs: number;
  /** Processor time of the app's process, in milliseconds. */
  nodeMs: number;
  /** Write-ahead log, in bytes. */
  walBytes: number;
  /** What the tables and their indexes grew by, in bytes; rows that were replaced and not yet vacuumed are part of it. */
  diskBytes: number;
};

/** Measures what `work` uses per operation; it returns how many it did. The app's process is `nodePid`. */
export async function costOf(
  what: string,
  { database, nodePid }: { database: Database; nodePid: number },
  work: () => Promise<number>,
): Promise<Cost> {
  const postmaster = await postmasterOf(database);
  await database.pool.query("VACUUM");
  const before = await readingOf(database, postmaster, nodePid);
  const count = await work();
  const spent = await readingOf(database, postmaster, nodePid);
  // Space that is free again is used again: what is written from now on would go there.
  await database.pool.query("VACUUM");
  const { diskBytes } = await readingOf(database, postmaster, nodePid);
  return {
    what,
    postgresMs: (spent.postgresMs - before.postgresMs) / count,
    nodeMs: (spent.nodeMs - before.nodeMs) / count,
    walBytes: (spent.walBytes - before.walBytes) / count,
    diskBytes: (diskBytes - before.diskBytes) / count,
  };
}

type Reading = Omit<Cost, "what">;

async function readingOf(database: Database, postmaster: number, nodePid: number): Promise<Reading> {
  const [row] = await database.sql<{ wal: string; disk: bigint }>`
    SELECT
      pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::text AS wal,
      (SELECT sum(pg_total_relation_size(oid))::bigint FROM pg_class WHERE relkind = 'r' AND NOT relisshared) AS disk`;
  return {
    postgresMs: serverMs(postmaster),
    nodeMs: cpuMsOf(nodePid),
    walBytes: Number(row?.wal),
    diskBytes: Number(row?.disk),
  };
}

async function postmasterOf({ sql }: Database): Promise<number> {
  const [row] = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`;
  return parentOf(row?.pid ?? 0);
}

/** Processor time of a PostgreSQL server: its processes, and those that have ended. */
function serverMs(postmaster: number): number {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const children = pids.filter((pid) => parentOf(Number(pid)) === postmaster);
  return children.reduce((sum, pid) => sum + cpuMsOf(Number(pid)), cpuMsOf(postmaster, { ended: true }));
}

function parentOf(pid: number): number {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return 0;
  try {
    return Number(readFileSync(file, "utf8").split(") ")[1]?.split(" ")[1]);
  } catch {
    // It ended meanwhile.
    return 0;
  }
}
