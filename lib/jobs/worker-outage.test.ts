// @module-tag nightly
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { startPostgres } from "@/dev/postgres";
import { migrate } from "@/dev/testing/migrate";
import { createDatabase } from "@/lib/db";
import { newUser } from "@/lib/ledger/testing/accounts";
import { receiveEvent } from "@/lib/stripe/receive-event";

const event = {
  id: "evt_outage",
  type: "invoice.paid",
  apiVersion: null,
  objectId: "in_unknown",
  customerId: "cus_outage",
  occurredAt: new Date("2026-11-21T12:00:00Z"),
  payload: "{}",
};

it("survives PostgreSQL being stopped during a job, and the same worker finishes the job when it is back", async () => {
  const folder = mkdtempSync(join(tmpdir(), "refill-outage-"));
  const server = { dataDir: join(folder, "postgres"), database: "refill", durability: "none" } as const;
  let postgres = await startPostgres(server);
  const { url, port } = postgres;
  // Answers that there is nothing; about the invoice only once the database is gone.
  const held: ServerResponse[] = [];
  const answer = (response: ServerResponse) =>
    response.writeHead(404, { "content-type": "application/json" }).end(NOT_FOUND);
  let holds = true;
  const stripe = createServer((request, response) => {
    if (holds && request.url?.includes(event.objectId)) held.push(response);
    else answer(response);
  });
  await new Promise<void>((resolve) => stripe.listen(0, "127.0.0.1", resolve));
  const database = createDatabase(url, 2);
  await migrate(url);
  const userId = await newUser(database);
  await database.prisma.user.update({ where: { id: userId }, data: { stripeCustomerId: event.customerId } });
  await database.transaction((_db, sql) => receiveEvent(sql, event, new Date()));
  const worker = spawn(process.execPath, ["--import", "tsx", "lib/jobs/worker.ts"], {
    env: {
      ...process.env,
      DATABASE_URL: url,
      STRIPE_API_BASE: `http://127.0.0.1:${(stripe.address() as AddressInfo).port}`,
      LOG_LEVEL: "warn",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  worker.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  try {
    const lines = (text: string) => vi.waitUntil(() => said.includes(text), { timeout: 60_000, interval: 50 });
    await vi.waitUntil(() => held.length > 0, { timeout: 60_000, interval: 50 });
    await postgres.stop();
    holds = false;
    held.forEach(answer);
    await lines("a job whose end could not be written runs again");
    expect(worker.exitCode).toBe(null);

    postgres = await startPostgres({ ...server, port });
    const after = createDatabase(url, 2);
    const processed = () =>
      after.prisma.webhookEvent.findFirst({ where: { id: event.id, NOT: { processedAt: null } } });
    const left = () => after.sql`SELECT id FROM graphile_worker.jobs WHERE task_identifier = 'process_webhook_event'`;
    await vi.waitUntil(processed, { timeout: 60_000, interval: 200 });
    await vi.waitUntil(async () => (await left()).length === 0, { timeout: 10_000, interval: 100 });
    await lines("released jobs whose end could not be written");
    expect(worker.exitCode).toBe(null);
    await after.close();
    const ended = once(worker, "close");
    worker.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
  } finally {
    worker.kill("SIGKILL");
    stripe.close();
    stripe.closeAllConnections();
    await database.close();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}, 300_000);

const NOT_FOUND = JSON.stringify({
  error: { type: "invalid_request_error", code: "resource_missing", message: "No such object" },
});
