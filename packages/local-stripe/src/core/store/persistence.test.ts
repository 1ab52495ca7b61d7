import { type ChildProcess, spawn } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type Stripe from "stripe";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startLocalStripe } from "../../start";
import { kitFor, monthlyPrice, refusal, sdk, subscribeByCheckout } from "../../testing/kit";

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "local-stripe-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

test("after a restart the objects and the time are the same, and renewals continue", async () => {
  const first = kitFor(await startLocalStripe({ port: 0, dataDir }));
  const price = await monthlyPrice(first.stripe);
  const { subscription } = await subscribeByCheckout(first, price.id);
  await first.local("/clock/advance", { days: 20 });
  const before = [
    JSON.stringify(await first.stripe.subscriptions.retrieve(subscription)),
    await storedEvents(first.stripe),
  ];
  const now = first.server.now();
  await first.close();

  const second = kitFor(await startLocalStripe({ port: 0, dataDir }));
  expect([
    JSON.stringify(await second.stripe.subscriptions.retrieve(subscription)),
    await storedEvents(second.stripe),
  ]).toEqual(before);
  expect(second.server.now() - now).toBeLessThan(30);
  await second.local("/clock/advance", { days: 15 });
  expect((await second.stripe.invoices.list({ subscription })).data.map((row) => row.status)).toEqual(["paid", "paid"]);
  await second.close();
});

test("requested failures continue after a restart, minus those used up, until a reset", async () => {
  const first = kitFor(await startLocalStripe({ port: 0, dataDir }));
  await first.local("/fail", { next: 2, status: 429, path: "/v1/customers" });
  await first.local("/webhooks/chaos", { duplicate: true, shuffle: true, seed: 7 });
  expect(await refusal(first.stripe.customers.create())).toMatchObject({ statusCode: 429 });
  await first.close();

  const second = kitFor(await startLocalStripe({ port: 0, dataDir }));
  expect(await second.local("/fail")).toMatchObject({ rules: [{ remaining: 1, status: 429 }] });
  expect(await second.local("/webhooks")).toMatchObject({ chaos: { duplicate: 1, shuffle: true, seed: 7 } });
  expect(await refusal(second.stripe.customers.create())).toMatchObject({ statusCode: 429 });
  await second.stripe.customers.create();
  await second.local("/reset", {});
  await second.close();

  const third = kitFor(await startLocalStripe({ port: 0, dataDir }));
  expect(await third.local("/fail")).toEqual({ rules: [] });
  expect(await third.local("/webhooks")).toMatchObject({ chaos: null });
  await third.close();
});

test("after SIGKILL while writing, every acknowledged customer is there, whole", async () => {
  const port = await freePort();
  const child = await startProcess(port);
  const stripe = sdk(port);
  const acknowledged: string[] = [];
  let isUp = true;
  const writers = Array.from({ length: 4 }, async () => {
    while (isUp) {
      try {
        acknowledged.push((await stripe.customers.create({ email: "k@example.com" })).id);
      } catch {
        return; // The process is gone: this is the end of what was acknowledged.
      }
      if (acknowledged.length === 60) child.kill("SIGKILL");
    }
  });
  await Promise.all(writers);
  isUp = false;

  const again = kitFor(await startLocalStripe({ port: 0, dataDir }));
  const found = await again.stripe.customers.list({ limit: 100 }).autoPagingToArray({ limit: 1000 });
  const ids = new Set(found.map((row) => row.id));
  expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
  expect(found.every((row) => row.email === "k@example.com" && row.object === "customer")).toBe(true);
  await again.close();
}, 20_000);

test("a last line cut short by a power failure is dropped, everything before it is there", async () => {
  const first = kitFor(await startLocalStripe({ port: 0, dataDir }));
  const { id } = await first.stripe.customers.create({});
  await first.close();
  appendFileSync(join(dataDir, "journal.jsonl"), '{"seq":99,"changes":[{"table":"customer","id":"cus_torn","row":{');
  const second = kitFor(await startLocalStripe({ port: 0, dataDir }));
  const next = await second.stripe.customers.create({});
  await second.close();
  const third = kitFor(await startLocalStripe({ port: 0, dataDir }));
  expect((await third.stripe.customers.list()).data.map((row) => row.id)).toEqual([next.id, id]);
  await third.close();
});

test("after a kill in the middle of an advance it continues: every period is invoiced once", async () => {
  const first = kitFor(await startLocalStripe({ port: 0, dataDir }));
  const price = await monthlyPrice(first.stripe);
  for (let n = 0; n < 5; n += 1) await subscribeByCheckout(first, price.id);
  const end = new Date(first.server.now() * 1000);
  end.setUTCMonth(end.getUTCMonth() + 6, end.getUTCDate() + 2);
  await first.server.close();
  for (const afterMs of [20, 60]) {
    const port = await freePort();
    const child = await startProcess(port);
    const advanced = startAdvance(port, end);
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    child.kill("SIGKILL");
    await advanced;
  }
  const last = kitFor(await startLocalStripe({ port: 0, dataDir }));
  await last.local("/clock/advance", { to: end.toISOString() });
  for await (const subscription of last.stripe.subscriptions.list({ limit: 100 })) {
    const { data } = await last.stripe.invoices.list({ subscription: subscription.id, limit: 100 });
    const starts = data.map((invoice) => invoice.lines.data[0]?.period.start);
    expect([starts.length, new Set(starts).size]).toEqual([7, 7]);
    expect(data.every((invoice) => invoice.status === "paid")).toBe(true);
  }
  await last.server.close();
}, 30_000);

test("a second process on the same folder is refused with a clear message; a killed one leaves it free", async () => {
  const holder = await startProcess(await freePort());
  const second = spawnMain(await freePort());
  let said = "";
  second.stderr?.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const code = await new Promise((resolve) => second.once("exit", resolve));
  expect([code, said]).toEqual([1, expect.stringContaining(`in use by another local Stripe (process ${holder.pid})`)]);
  const ended = new Promise((resolve) => holder.once("exit", resolve));
  holder.kill("SIGKILL");
  await ended;
  await (await startLocalStripe({ port: 0, dataDir })).close();
}, 20_000);

test("a reset deletes everything but the webhook endpoints", async () => {
  const kit = kitFor(
    await startLocalStripe({ port: 0, dataDir, webhook: { url: "http://localhost:9/hook", secret: "whsec_x" } }),
  );
  await kit.local("/webhooks", { paused: true });
  await kit.stripe.customers.create({});
  await kit.local("/clock/advance", { days: 3 });
  expect(await kit.local("/reset", {})).toMatchObject({ offsetMs: 0 });
  expect((await kit.stripe.customers.list()).data).toEqual([]);
  expect((await kit.stripe.webhookEndpoints.list()).data).toHaveLength(1);
  await kit.close();
});

test("an empty server can begin in the past, and one with data keeps its time", async () => {
  const start = Math.floor(Date.now() / 1000) - 400 * 86_400;
  const first = await startLocalStripe({ port: 0, dataDir, startsAt: start });
  const customer = await kitFor(first).stripe.customers.create({});
  expect(customer.created - start).toBeLessThan(60);
  await first.advanceTo(start + 86_400);
  await first.close();
  const again = await startLocalStripe({ port: 0, dataDir, startsAt: start - 86_400 });
  expect(again.now() - start - 86_400).toBeLessThan(60);
  expect(again.now()).toBeGreaterThanOrEqual(start + 86_400);
  await again.close();
});

test("a taken port is reported clearly, with exit code 1", async () => {
  const holder = await startLocalStripe({ port: 0, dataDir: null });
  const child = spawnMain(holder.port);
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const code = await new Promise((resolve) => child.once("exit", resolve));
  expect([code, said]).toEqual([1, expect.stringContaining(`Port ${holder.port} is taken.`)]);
  await holder.close();
}, 20_000);

async function storedEvents(stripe: Stripe): Promise<string[]> {
  const events = await stripe.events.list({ limit: 100 }).autoPagingToArray({ limit: 2000 });
  return events.map((event) => `${event.id} ${event.type}`);
}

/** Asks for an advance and expects no answer: the process is killed under it. */
async function startAdvance(port: number, to: Date): Promise<void> {
  const headers = { "content-type": "application/json" };
  const init = { method: "POST", headers, body: JSON.stringify({ to: to.toISOString() }) };
  await fetch(`http://localhost:${port}/_local/clock/advance`, init).catch(() => undefined);
}

function spawnMain(port: number): ChildProcess {
  return spawn(process.execPath, ["--import", "tsx", join(import.meta.dirname, "../../main.ts")], {
    env: { ...process.env, STRIPE_LOCAL_PORT: String(port), STRIPE_LOCAL_DATA: dataDir },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function startProcess(port: number): Promise<ChildProcess> {
  const child = spawnMain(port);
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on("data", (chunk: Buffer) => {
      if (chunk.toString().includes("ready")) resolve();
    });
    child.once("exit", () => reject(new Error("the local Stripe ended before it was ready")));
  });
  return child;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
