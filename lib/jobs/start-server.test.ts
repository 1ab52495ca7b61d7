// @module-tag full
import { spawn } from "node:child_process";
import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { findPgBouncer, startPgBouncer } from "@/dev/testing/pgbouncer";

const { url } = await testDatabase();
const bouncer = findPgBouncer();

/** The exit code and output of a server that starts with these settings. */
async function start(settings: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const program = 'const { startServer } = await import("./lib/jobs/start-server.ts"); await startServer();';
  const args = ["--import", "tsx", "--input-type=module", "-e", program];
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
