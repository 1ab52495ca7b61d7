import { afterEach, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { newUser } from "@/lib/ledger/testing/accounts";
import { hasSales } from "@/lib/sample-year/has-sales";
import { readSampleYear, startSampleYear } from "@/lib/sample-year/sample-year";
import { serveYear } from "./control";
import type { DayReport } from "./run-year";

const database = await testDatabase();
const NOW = new Date("2026-06-10T12:00:00Z");
const actor = { userId: null };
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A year that takes as long as the test wants. */
async function offeredYear() {
  const steps: { onDay: (report: DayReport) => void; end: () => void; fail: (error: Error) => void }[] = [];
  const control = await serveYear(
    (onDay) => new Promise((resolve, reject) => steps.push({ onDay, end: resolve, fail: reject })),
  );
  closing.push(control.close);
  return { url: control.url, steps };
}

const started = () => database.prisma.auditLog.count({ where: { action: "sample_year.started" } });

test("the app starts the year once, follows it, and learns of its end", async () => {
  const { url, steps } = await offeredYear();
  expect(await readSampleYear(url)).toEqual({ state: "idle" });
  const before = await started();
  for (let times = 0; times < 2; times++) {
    expect(await startSampleYear({ database, url }, actor, NOW)).toEqual({ ok: true });
  }
  expect([steps.length, (await started()) - before]).toEqual([1, 2]);
  steps[0]?.onDay({ day: NOW, share: 0.25 });
  expect(await readSampleYear(url)).toEqual({ state: "running", day: NOW.toISOString(), share: 0.25 });
  steps[0]?.end();
  await expect.poll(() => readSampleYear(url)).toEqual({ state: "done" });
});

test("why the year failed is shown, and it can be started again", async () => {
  const { url, steps } = await offeredYear();
  await startSampleYear({ database, url }, actor, NOW);
  steps[0]?.fail(new Error("The disk is full."));
  await expect.poll(() => readSampleYear(url)).toEqual({ state: "failed", error: "The disk is full." });
  await startSampleYear({ database, url }, actor, NOW);
  expect(steps).toHaveLength(2);
});

test("only who knows the address can start it, and without one nothing is offered", async () => {
  const { url, steps } = await offeredYear();
  for (const path of ["/", "/guess", `${new URL(url).pathname}x`]) {
    expect((await fetch(new URL(path, url), { method: "POST" })).status).toBe(404);
  }
  expect(steps).toEqual([]);
  expect(await readSampleYear(undefined)).toBeNull();
  expect(await startSampleYear({ database, url: undefined }, actor, NOW)).toEqual({ ok: false, reason: "not_offered" });
});

test("when the demo is gone, the app says so", async () => {
  const { url } = await offeredYear();
  for (const close of closing.splice(0)) await close();
  expect(await readSampleYear(url)).toEqual({ state: "unreachable" });
  expect(await startSampleYear({ database, url }, actor, NOW)).toEqual({ ok: false, reason: "unreachable" });
});

test("a business with several customers keeps its clock; the month of the demo's own account is no business", async () => {
  const { url, steps } = await offeredYear();
  expect(await hasSales(database.sql)).toBe(false);
  const sale = { kind: "PACK", status: "SUCCEEDED", description: "500 credits", amountCents: 6_000 } as const;
  const sell = async (userId: string) =>
    database.prisma.payment.create({ data: { ...sale, userId, currency: "usd", paidAt: NOW } });
  const resident = await newUser(database);
  for (const userId of [resident, resident]) await sell(userId);
  expect(await hasSales(database.sql)).toBe(false);
  await sell(await newUser(database));
  expect(await startSampleYear({ database, url }, actor, NOW)).toEqual({ ok: false, reason: "has_sales" });
  expect(steps).toEqual([]);
});
