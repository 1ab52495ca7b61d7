// @module-tag full
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startPostgres } from "./postgres";
import { createDatabase, dropDatabase } from "./postgres/databases";
import { freePort } from "./postgres/ports";
import { PortTaken } from "./postgres/server";
import { isAlive } from "./processes";

let folder: string;
let dataDir: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "refill-postgres-"));
  dataDir = join(folder, "postgres");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("data survives a stop and a start, and databases are cloned from a template", { tags: ["full"] }, async () => {
  const first = await startPostgres({ dataDir });
  await run(first.url, "CREATE TABLE kept AS SELECT 7 AS value");
  const clone = await createDatabase(first.url, "clone", "refill");
  expect(await run(clone, "SELECT value FROM kept")).toEqual([{ value: 7 }]);
  await dropDatabase(first.url, "clone");
  await first.stop();

  const second = await startPostgres({ dataDir });
  expect(await run(second.url, "SELECT value FROM kept")).toEqual([{ value: 7 }]);
  await expect(run(clone, "SELECT 1")).rejects.toThrow();
  await second.stop();
});

test("committed data survives SIGKILL of the server", { tags: ["full"] }, async () => {
  const first = await startPostgres({ dataDir });
  await run(first.url, "CREATE TABLE kept AS SELECT 7 AS value");
  process.kill(serverPid(), "SIGKILL");

  const second = await startPostgres({ dataDir });
  expect(await run(second.url, "SELECT value FROM kept")).toEqual([{ value: 7 }]);
  await second.stop();
});

test("lock files whose process id now belongs to another program do not stop the start", async () => {
  const port = await freePort();
  const settings = { dataDir, port, socket: true };
  const first = await startPostgres(settings);
  const lock = join(dataDir, "postmaster.pid");
  const socketLock = join(`${dataDir}.socket`, `.s.PGSQL.${port}.lock`);
  // PostgreSQL only minds a process of its own account that did not start it.
  const other = await startPostgres({ dataDir: join(folder, "other") });
  const otherPid = readFileSync(join(folder, "other/postmaster.pid"), "utf8").split("\n")[0];
  const left = [lock, socketLock].map(
    (file) => [file, readFileSync(file, "utf8").replace(/^\d+/, `${otherPid}`)] as const,
  );
  await first.stop();
  for (const [file, text] of left) writeFileSync(file, text);
  const again = await startPostgres(settings);
  expect(await run(again.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  await again.stop();
  await other.stop();
});

test("the server ends when the process that started it is killed", { tags: ["full"] }, async () => {
  const program = `import { startPostgres } from "./dev/postgres.ts";
    await startPostgres({ dataDir: ${JSON.stringify(dataDir)} }); console.log("up"); setInterval(() => {}, 1000);`;
  const owner = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise((resolve) => owner.stdout.once("data", resolve));
  const pid = serverPid();
  await expect(startPostgres({ dataDir })).rejects.toThrow(`in use by process ${owner.pid}`);

  owner.kill("SIGKILL");
  await expect.poll(() => isRunning(pid), { timeout: 5_000 }).toBe(false);
});

test("a server that pg_ctl started, as on Windows, answers, stops and keeps its data", async () => {
  const first = await startPostgres({ dataDir, starter: "pg_ctl" });
  await run(first.url, "CREATE TABLE kept AS SELECT 7 AS value");
  const pid = serverPid();
  await first.stop();
  // It is not our child, so an entry of it may stay until the system removes it.
  expect(isAlive(pid)).toBe(false);

  const second = await startPostgres({ dataDir, starter: "pg_ctl", settings: { application_name: "two words" } });
  expect(await run(second.url, "SELECT value FROM kept")).toEqual([{ value: 7 }]);
  expect(await run(second.url, "SELECT reset_val FROM pg_settings WHERE name = 'application_name'")).toEqual([
    { reset_val: "two words" },
  ]);
  await second.stop();
});

test("when a server that pg_ctl starts does not start, the error holds the end of its log", async () => {
  await (await startPostgres({ dataDir })).stop();
  const attempt = startPostgres({ dataDir, starter: "pg_ctl", settings: { shared_buffers: "much" } });
  await expect(attempt).rejects.toThrow(/did not start:\n[\s\S]*invalid value for parameter "shared_buffers"/);
});

test("an error about a taken port names the port and the setting that changes it", async () => {
  const port = await freePort();
  const other = createServer().listen(port, "127.0.0.1");
  await sleep(10);
  const attempt = startPostgres({ dataDir, port });
  await expect(attempt).rejects.toThrow(PortTaken);
  await expect(attempt).rejects.toThrow(new RegExp(`${port}.*PGPORT`));
  await new Promise((resolve) => other.close(resolve));
});

function serverPid(): number {
  return Number(readFileSync(join(dataDir, "postmaster.pid"), "utf8").split("\n")[0]);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function run(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}
