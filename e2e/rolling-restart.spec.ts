import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type App, startApp } from "../dev/app";
import { freePort } from "../dev/postgres/ports";
import type { Settings } from "../dev/settings";
import { createApiKey } from "../lib/auth/api-keys/create-api-key";
import { createUser } from "../lib/auth/create-user";
import { now } from "../lib/clock";
import { database } from "../lib/db";
import { grant } from "../lib/ledger/grant";
import { startLoadBalancer } from "./support/load-balancer";
import { newEmail } from "./support/people";
import { expect, test } from "./support/test";

const CALLERS = 8;

/** Two processes of the production build on the database of this run, each on a port of its own. */
async function twoProcesses(folder: string) {
  const processes = await Promise.all(
    ["first", "second"].map(async (name) => {
      const port = await freePort();
      const url = `http://127.0.0.1:${port}`;
      const settings = {
        ...process.env,
        APP_URL: url,
        // Several looks of the balancer, also on a slow machine.
        SHUTDOWN_NOTICE_SECONDS: "3",
        API_RATE_LIMIT_PER_MINUTE_SERVICE: "1000000",
      } as unknown as Settings;
      const own = join(folder, name);
      return { url, start: () => startApp(own, { host: "127.0.0.1", port }, settings, "production") };
    }),
  );
  return processes;
}

/** A process responds before its worker has started, and the balancer sends it nothing until then. */
async function untilReady({ url }: { url: string }): Promise<void> {
  await expect
    .poll(async () => (await fetch(`${url}/api/health/ready`).catch(() => undefined))?.status, { timeout: 30_000 })
    .toBe(200);
}

/** An account with credits, and a service key that spends them. */
async function newSpender() {
  const at = await now();
  const base = database();
  const admin = await createUser(base, { email: newEmail(), name: null, passwordHash: null, emailVerified: at }, at);
  if (!admin) throw new Error("The address is taken.");
  await base.prisma.user.update({ where: { id: admin.id }, data: { role: "ADMIN" } });
  const accountId = admin.id;
  const request = { owner: { userId: admin.id, role: "ADMIN" as const }, name: "load", service: true };
  const made = await createApiKey(base.prisma, request, at);
  if (!made.ok) throw new Error(made.reason);
  await grant(base.sql, { accountId, kind: "PACK", amount: 100_000n, sourceKey: admin.id, actor: "system" }, at);
  return { accountId, key: made.key };
}

test("a rolling restart under load fails no request, and neither loses nor doubles a spend", {
  tag: "@full",
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "refill-rolling-"));
  const { accountId, key } = await newSpender();
  const processes = await twoProcesses(folder);
  const running: App[] = await Promise.all(processes.map(({ start }) => start()));
  const balancer = await startLoadBalancer(processes.map(({ url }) => url));
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const load = { on: true, streams: 0 };
  const accepted: string[] = [];
  const failed: string[] = [];

  async function spendOn(caller: number): Promise<void> {
    for (let at = 0; load.on; at += 1) {
      const idempotencyKey = `${caller}:${at}`;
      const body = JSON.stringify({ account: accountId, amount: 1 });
      const sent = { method: "POST", headers: { ...headers, "idempotency-key": idempotencyKey }, body };
      const answer = await fetch(`${balancer.url}/api/v1/credits/consume`, sent).catch((error: Error) => error);
      if (answer instanceof Error) failed.push(`${idempotencyKey}: ${answer.message}`);
      else if (answer.status === 200) accepted.push(idempotencyKey);
      else failed.push(`${idempotencyKey}: ${answer.status} ${await answer.text()}`);
    }
  }

  async function followBalance(): Promise<void> {
    const read = new AbortController();
    while (load.on) {
      const stop = setInterval(() => load.on || read.abort(), 50);
      const url = `${balancer.url}/api/v1/credits/stream?account=${accountId}`;
      const answer = await fetch(url, { headers, signal: read.signal }).catch(() => undefined);
      if (answer?.ok) load.streams += 1;
      // It ends by itself when its process stops, and the reader opens it again, as EventSource does.
      await answer?.text().catch(() => undefined);
      clearInterval(stop);
      await sleep(50);
    }
  }

  try {
    await Promise.all(processes.map(untilReady));
    await expect.poll(async () => (await fetch(`${balancer.url}/api/health/ready`)).status).toBe(200);
    const callers = Array.from({ length: CALLERS }, (_, caller) => spendOn(caller));
    const reader = followBalance();
    for (const [at, { url, start }] of processes.entries()) {
      await sleep(1_000);
      const started = performance.now();
      await running[at]?.stop(25_000);
      const log = readFileSync(join(folder, at === 0 ? "first" : "second", "app.log"), "utf8");
      expect(log).toContain('"msg":"stopped"');
      expect(performance.now() - started).toBeLessThan(20_000);
      running[at] = await start();
      await untilReady({ url });
    }
    await sleep(1_000);
    load.on = false;
    await Promise.all([...callers, reader]);

    expect(failed).toEqual([]);
    expect(accepted.length).toBeGreaterThan(100);
    const spent = await database().prisma.ledgerEntry.aggregate({
      where: { accountId, type: "USAGE" },
      _count: true,
      _sum: { amount: true },
    });
    expect(spent).toEqual({ _count: accepted.length, _sum: { amount: -BigInt(accepted.length) } });
    // One at the beginning, and at least one after its process had stopped.
    expect(load.streams).toBeGreaterThan(1);
  } finally {
    load.on = false;
    await balancer.close();
    await Promise.all(running.map((app) => app.stop()));
    rmSync(folder, { recursive: true, force: true });
  }
});
