// @module-tag full
import { spawn } from "node:child_process";
import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { findPgBouncer, startPgBouncer } from "@/dev/testing/pgbouncer";

const { url } = await testDatabase();
const bouncer = findPgBouncer();

const SERVER = [
  "--input-type=module",
  "-e",
  'const { startServer } = await import("./lib/jobs/start-server.ts"); await startServer();',
];

/** The exit code and output of a server, or of another program, that starts with these settings. */
async function start(
  settings: Record<string, string>,
  program = SERVER,
): Promise<{ code: number | null; said: string }> {
  const args = ["--import", "tsx", ...program];
  const server = spawn(process.execPath, args, { env: { ...process.env, WORKER: "separate", ...settings } });
  let said = "";
  server.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  return new Promise((resolve) => server.once("close", (code) => resolve({ code, said })));
}

test("a server with invalid settings exits with what to set, without a stack trace", async () => {
  const { code, said } = await start({ DATABASE_URL: url, NEXTAUTH_SECRET: "short" });
  expect(code).toBe(1);
  expect(said).toContain("NEXTAUTH_SECRET needs 32 or more random characters");
  expect(said).not.toMatch(/^\s+at /m);
});

test.skipIf(!bouncer)("a server behind only a transaction-mode pooler exits with what to set", async () => {
  const pooled = await startPgBouncer(bouncer?.program ?? "", url, { mode: "transaction", poolSize: 2 });
  const { code, said } = await start({ DATABASE_URL: pooled });
  expect(code).toBe(1);
  expect(said).toContain("Set DATABASE_DIRECT_URL to the same database without the pooler");
});

test.skipIf(!bouncer).each([
  ["the worker", "lib/jobs/worker.ts", {}, "Set DATABASE_DIRECT_URL"],
  ["a migration", "lib/jobs/migrate.ts", {}, "Set DATABASE_DIRECT_URL"],
  ["a migration as the owner", "lib/jobs/migrate.ts", { DATABASE_MIGRATE_URL: "pooled" }, "DATABASE_MIGRATE_URL is a"],
  ["a reconciliation", "lib/jobs/reconcile-cli.ts", {}, "Set DATABASE_DIRECT_URL"],
  ["verify", "lib/jobs/verify-cli.ts", { DATABASE_DIRECT_URL: "pooled" }, "DATABASE_DIRECT_URL is a pooler"],
])("%s behind only a transaction-mode pooler exits with what to set", async (_what, program, settings, reason) => {
  const pooled = await startPgBouncer(bouncer?.program ?? "", url, { mode: "transaction", poolSize: 2 });
  const named = Object.fromEntries(Object.keys(settings).map((name) => [name, pooled]));
  const { code, said } = await start({ DATABASE_URL: pooled, ...named }, [program]);
  expect(code).toBe(1);
  expect(said).toContain(reason);
});
