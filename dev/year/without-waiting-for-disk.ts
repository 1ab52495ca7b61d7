import type { Database } from "@/lib/db";

/**
 * Meanwhile, commits do not wait for the disk: what a crash of the machine interrupts is begun anew anyway. This is for the
 * demo's own server, whose user may change its configuration.
 */
export async function withoutWaitingForDisk<Result>(
  { pool }: Pick<Database, "pool">,
  work: () => Promise<Result>,
): Promise<Result> {
  await set(pool, "SET synchronous_commit = off");
  try {
    return await work();
  } finally {
    await set(pool, "RESET synchronous_commit");
  }
}

async function set(pool: Database["pool"], what: string): Promise<void> {
  await pool.query(`ALTER SYSTEM ${what}`);
  await pool.query("SELECT pg_reload_conf()");
}
