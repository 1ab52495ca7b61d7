import pg from "pg";
import { afterEach, expect, inject, test } from "vitest";
import { GET as ready } from "@/app/api/health/ready/route";
import { POST as consume } from "@/app/api/v1/credits/consume/route";
import { GET as plans } from "@/app/api/v1/plans/route";
import { databaseUrl } from "@/dev/postgres/databases";
import { testDatabase } from "@/dev/testing/database";
import { readiness } from "@/lib/api/endpoints/health/readiness";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";
import { database } from "@/lib/db";
import { notifications, openNotifications } from "@/lib/notifications";

const db = await testDatabase();
closeAppDatabase();
const name = new URL(db.url).pathname.slice(1);

/** Changes the database from outside, and ends the existing connections. */
async function alter(how: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl(inject("postgresUrl"), "postgres") });
  await client.connect();
  await client.query(`ALTER DATABASE "${name}" ${how}`);
  // Backends take a moment to end.
  const others = "FROM pg_stat_activity WHERE datname = $1";
  await client.query(`SELECT pg_terminate_backend(pid) ${others}`, [name]);
  await expect.poll(async () => (await client.query(`SELECT pid ${others}`, [name])).rowCount, { interval: 5 }).toBe(0);
  await client.end();
}

afterEach(async () => {
  await alter("ALLOW_CONNECTIONS true");
  await alter("RESET default_transaction_read_only");
});

test("a database that refuses connections is a 503 with Retry-After, for either pool", async () => {
  const person = await newPerson(db, 10);
  await alter("ALLOW_CONNECTIONS false");
  for (const answer of [
    await call(plans, "GET"),
    await call(consume, "POST", { token: person.token, body: { amount: 1 } }),
    await call(ready, "GET"),
  ]) {
    expect(answer).toMatchObject({ status: 503, json: { code: "database_unavailable" } });
    expect(answer.headers.get("retry-after")).toBe("5");
  }
});

test("a read-only database is not ready, and a spend on it is an outage", async () => {
  const person = await newPerson(db, 10);
  await alter("SET default_transaction_read_only = on");
  // The pool notices that its connections ended when it next uses them.
  await expect.poll(async () => (await call(ready, "GET")).json.detail).toContain("read-only");
  expect(await call(ready, "GET")).toMatchObject({ status: 503 });
  const spend = await call(consume, "POST", { token: person.token, body: { amount: 1 } });
  expect(spend).toMatchObject({ status: 503, json: { code: "database_unavailable" } });
});

test("a process without a free connection is not ready", async () => {
  const open = database();
  const serving = { worker: null, stopping: false, announcements: notifications() };
  const held = await Promise.all(Array.from({ length: open.pool.options.max }, () => open.pool.connect()));
  expect(await readiness(open, { ...serving, patienceMs: 200 })).toEqual({
    ready: false,
    reason: "The database did not answer, or no connection was free, within 200 ms.",
  });
  for (const client of held) client.release();
  expect(await readiness(open, serving)).toMatchObject({ ready: true });
});

test("a process that does not receive the notifications of its database is not ready", async () => {
  const announcements = openNotifications("postgresql://refill@127.0.0.1:1/nowhere");
  const state = await readiness(database(), { worker: null, stopping: false, announcements, patienceMs: 500 });
  await announcements.close();
  expect(state).toEqual({ ready: false, reason: expect.stringContaining("LISTEN") });
});
