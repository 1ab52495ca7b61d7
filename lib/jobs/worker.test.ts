// @module-tag full
import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { testStripe } from "@/dev/testing/stripe";
import { newUser } from "@/lib/ledger/testing/accounts";
import { receiveEvent } from "@/lib/stripe/receive-event";

const database = await testDatabase();
const { url: stripeUrl } = await testStripe();
const running: ChildProcess[] = [];

afterEach(() => {
  for (const worker of running.splice(0)) worker.kill("SIGKILL");
});

function startWorker(stripeApiBase: string): ChildProcess {
  const worker = spawn(process.execPath, ["--import", "tsx", "lib/jobs/worker.ts"], {
    env: { ...process.env, DATABASE_URL: database.url, STRIPE_API_BASE: stripeApiBase, LOG_LEVEL: "error" },
    stdio: "inherit",
  });
  running.push(worker);
  return worker;
}

/** A Stripe that accepts requests and never responds. */
async function silentStripe() {
  let asked = 0;
  const server = createServer(() => {
    asked += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://localhost:${port}`, asked: () => asked, close: () => server.closeAllConnections() };
}

const event = {
  id: "evt_killed",
  type: "invoice.paid",
  apiVersion: null,
  objectId: "in_unknown",
  customerId: "cus_killed",
  occurredAt: new Date("2026-11-21T12:00:00Z"),
  payload: "{}",
};

describe("the worker", () => {
  it("loses nothing when it is killed during a job: another worker finishes the event", async () => {
    const userId = await newUser(database);
    await database.prisma.user.update({ where: { id: userId }, data: { stripeCustomerId: "cus_killed" } });
    await database.transaction((_db, sql) => receiveEvent(sql, event, new Date()));

    const silent = await silentStripe();
    const first = startWorker(silent.url);
    await vi.waitUntil(() => silent.asked() > 0, { timeout: 60_000 });
    first.kill("SIGKILL");
    silent.close();
    expect(await database.prisma.webhookEvent.findUnique({ where: { id: event.id } })).toMatchObject({
      status: "PENDING",
      processedAt: null,
    });

    startWorker(stripeUrl);
    const processed = await vi.waitUntil(
      () => database.prisma.webhookEvent.findFirst({ where: { id: event.id, NOT: { processedAt: null } } }),
      { timeout: 60_000, interval: 200 },
    );
    expect(processed).toMatchObject({ status: "IGNORED", outcome: "Stripe has no invoice in_unknown." });
    expect(
      await database.sql`SELECT id FROM graphile_worker.jobs WHERE task_identifier = 'process_webhook_event'`,
    ).toEqual([]);
  }, 240_000);

  it("starts again after it ended by itself, and does not stay as a process that does nothing", async () => {
    const worker = startWorker(stripeUrl);
    const proof = async () => {
      const [held] = await database.sql<{ pid: number }>`
        SELECT pid FROM pg_locks JOIN pg_database ON pg_database.oid = database
        WHERE locktype = 'advisory' AND granted AND datname = current_database()`;
      return held?.pid;
    };
    const first = await vi.waitUntil(proof, { timeout: 60_000, interval: 100 });
    // What graphile-worker announces when a newer version of it changes its tables: workers of the older one end.
    await database.sql`SELECT pg_notify('worker:migrate', '{"breaking":true,"migrationNumber":1}')::text AS sent`;
    await vi.waitUntil(async () => ![undefined, first].includes(await proof()), { timeout: 60_000, interval: 100 });
    expect(worker.exitCode).toBe(null);
  }, 240_000);
});
