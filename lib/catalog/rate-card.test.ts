import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { archiveMeter } from "@/lib/catalog/archive-meter";
import { createRateCardCache } from "@/lib/catalog/rate-card";
import { changeMeter, newMeter } from "@/lib/catalog/testing/meters";
import type { Sql } from "@/lib/db";
import { openNotifications } from "@/lib/notifications";

const db = await testDatabase();

/** Simulates a process: its cache, its listening connection, and a count of its queries. */
function newProcess(url = db.url) {
  const notifications = openNotifications(url);
  let queries = 0;
  const sql: Sql = (strings, ...values) => {
    queries++;
    return db.sql(strings, ...values);
  };
  const cache = createRateCardCache(notifications);
  return { find: () => cache.find(sql), queries: () => queries, notifications };
}

type Process = ReturnType<typeof newProcess>;

/** Reads the rate card until it is cached. */
async function warm(process: Process): Promise<void> {
  const isFree = async () => {
    const before = process.queries();
    await process.find();
    return process.queries() === before;
  };
  await expect.poll(isFree, { interval: 10, timeout: 3000 }).toBe(true);
}

const rateOf = async (process: Process, key: string) => {
  const meter = (await process.find()).get(key);
  return meter && [meter.version, meter.credits, meter.archivedAt !== null];
};
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test("a cached rate card needs no query", async () => {
  const process = newProcess();
  await newMeter(db, "hot", { credits: 3 });
  await warm(process);
  const before = process.queries();
  for (let use = 0; use < 1000; use++) {
    expect(await rateOf(process, "hot")).toEqual([1, 3n, false]);
    if (use % 10 === 0) await pause(5);
  }
  expect(process.queries()).toBe(before);
  await process.notifications.close();
});

test("a new meter, a new rate and an archived meter take effect in every process immediately", async () => {
  const processes = [newProcess(), newProcess()];
  await Promise.all(processes.map(warm));
  const everywhere = async (key: string, expected: unknown) => {
    for (const process of processes) {
      await expect.poll(() => rateOf(process, key), { interval: 5, timeout: 500 }).toEqual(expected);
    }
  };
  const meterId = await newMeter(db, "changing");
  await everywhere("changing", [1, 1n, false]);
  await Promise.all(processes.map(warm));
  expect(await changeMeter(db, meterId, "changing", { credits: 7 })).toBe(2);
  await everywhere("changing", [2, 7n, false]);
  await Promise.all(processes.map(warm));
  await archiveMeter({ database: db }, { userId: null }, { id: meterId }, new Date());
  await everywhere("changing", [2, 7n, true]);
  for (const process of processes) await process.notifications.close();
});

test("concurrent reads share one query, and a failure is not cached", async () => {
  const process = newProcess();
  await warm(process);
  await newMeter(db, "shared");
  await expect.poll(() => rateOf(process, "shared"), { interval: 5, timeout: 500 }).toBeDefined();
  const cache = createRateCardCache({ listen: () => undefined, isFresh: () => true, close: async () => undefined });
  let queries = 0;
  const failing: Sql = () => {
    queries++;
    return Promise.reject(new Error("away"));
  };
  const answers = await Promise.allSettled([cache.find(failing), cache.find(failing)]);
  expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(queries).toBe(1);
  expect((await cache.find(db.sql)).has("shared")).toBe(true);
  await process.notifications.close();
});

test("without a listening connection, every use queries the database", async () => {
  const process = newProcess("postgresql://refill@127.0.0.1:1/nowhere");
  const meterId = await newMeter(db, "deaf");
  expect(await rateOf(process, "deaf")).toEqual([1, 1n, false]);
  await changeMeter(db, meterId, "deaf", { credits: 2 });
  expect(await rateOf(process, "deaf")).toEqual([2, 2n, false]);
  expect(process.queries()).toBe(2);
  await process.notifications.close();
});
