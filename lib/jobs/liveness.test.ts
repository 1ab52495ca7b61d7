import { randomUUID } from "node:crypto";
import pg from "pg";
import { expect, it, vi } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { freeJobsOfDeadWorkers, proveAlive } from "@/lib/jobs/liveness";

const { pool, sql, url } = await testDatabase();

async function workOnAJob(workerId: string): Promise<void> {
  await sql`SELECT graphile_worker.add_job('anything')`;
  await sql`
    UPDATE graphile_worker._private_jobs SET locked_by = ${workerId}, locked_at = now() - interval '1 minute'
    WHERE locked_by IS NULL`;
}

const proofs = async () =>
  (
    await sql<{ pid: number }>`
      SELECT pid FROM pg_locks JOIN pg_database ON pg_database.oid = database
      WHERE locktype = 'advisory' AND granted AND datname = current_database()`
  ).map((row) => row.pid);

it("unlocks only the jobs of a dead worker", async () => {
  const end = await proveAlive(pool, "here");
  await workOnAJob("here");
  await workOnAJob("gone");
  expect(await freeJobsOfDeadWorkers(pool)).toEqual(["gone"]);
  end();
  await vi.waitUntil(async () => (await proofs()).length === 0);
  expect(await freeJobsOfDeadWorkers(pool)).toEqual(["here"]);
});

it("keeps the jobs of a live worker whose connection was lost", async () => {
  const end = await proveAlive(pool, "interrupted");
  await workOnAJob("interrupted");
  const [before] = await proofs();
  await pool.query("SELECT pg_terminate_backend($1)", [before]);
  await vi.waitUntil(async () => (await proofs()).some((pid) => pid !== before), { timeout: 10_000 });
  expect(await freeJobsOfDeadWorkers(pool)).toEqual([]);
  end();
  await vi.waitUntil(async () => (await proofs()).length === 0);
});

it("keeps the jobs of a worker whose lock could not be taken at first", { tags: ["full"] }, async () => {
  const role = `worker_${randomUUID().slice(0, 8)}`;
  await pool.query(`CREATE ROLE ${role} LOGIN PASSWORD 'not-asked-for' CONNECTION LIMIT 0`);
  const asRole = new URL(url);
  asRole.username = role;
  const few = new pg.Pool({ connectionString: asRole.href });
  const end = await proveAlive(few, "late");
  try {
    expect(await proofs()).toEqual([]);
    await pool.query(`ALTER ROLE ${role} CONNECTION LIMIT 1`);
    await workOnAJob("late");
    await vi.waitUntil(async () => (await proofs()).length === 1, { timeout: 10_000 });
    expect(await freeJobsOfDeadWorkers(pool)).not.toContain("late");
  } finally {
    end();
    await few.end();
    await pool.query(`DROP ROLE ${role}`);
  }
});
