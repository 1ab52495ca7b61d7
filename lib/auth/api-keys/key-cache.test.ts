import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { createKeyCache } from "@/lib/auth/api-keys/key-cache";
import { drawKey, hashKey, prefixOf } from "@/lib/auth/api-keys/key-format";
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
  const cache = createKeyCache(notifications);
  return { find: (prefix: string) => cache.find(sql, prefix), queries: () => queries, notifications };
}

async function newKey(): Promise<string> {
  const user = await db.prisma.user.create({ data: { email: `${drawKey().prefix}@example.com` } });
  const { prefix, hash } = drawKey();
  await db.prisma.apiKey.create({ data: { userId: user.id, name: "n", prefix, hash, scopes: ["credits:read"] } });
  return prefix;
}

/** Uses the key until it is cached. */
async function warm(process: ReturnType<typeof newProcess>, prefix: string): Promise<void> {
  const isFree = async () => {
    const before = process.queries();
    await process.find(prefix);
    return process.queries() === before;
  };
  await expect.poll(isFree, { interval: 10, timeout: 3000 }).toBe(true);
}

const revoke = (prefix: string) => db.prisma.apiKey.update({ where: { prefix }, data: { revokedAt: new Date() } });
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test("a cached key needs no query, and recording its use does not evict it", async () => {
  const process = newProcess();
  const prefix = await newKey();
  await warm(process, prefix);
  const before = process.queries();
  await db.prisma.apiKey.update({ where: { prefix }, data: { lastUsedAt: new Date() } });
  for (let use = 0; use < 1000; use++) {
    expect(await process.find(prefix)).toMatchObject({ prefix });
    if (use % 10 === 0) await pause(5);
  }
  expect(process.queries()).toBe(before);
  await process.notifications.close();
});

test("a revoked key fails within a second in every process", async () => {
  const processes = [newProcess(), newProcess(), newProcess()];
  const prefix = await newKey();
  await Promise.all(processes.map((process) => warm(process, prefix)));
  await revoke(prefix);
  for (const process of processes) {
    await expect.poll(() => process.find(prefix), { interval: 10, timeout: 1000 }).toBeNull();
    await process.notifications.close();
  }
});

test("a revoked key fails while the listening connection is lost, and after it is restored", async () => {
  const process = newProcess();
  const [first, second] = [await newKey(), await newKey()];
  await warm(process, first);
  await warm(process, second);
  await db.sql`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND query LIKE 'SELECT 1%' AND pid <> pg_backend_pid()`;
  await revoke(first);
  await expect.poll(() => process.find(first), { interval: 10, timeout: 1000 }).toBeNull();
  await warm(process, second);
  await revoke(second);
  await expect.poll(() => process.find(second), { interval: 10, timeout: 1000 }).toBeNull();
  await process.notifications.close();
});

test("without a listening connection, every use queries the database", async () => {
  const process = newProcess("postgresql://refill@127.0.0.1:1/nowhere");
  const prefix = await newKey();
  for (let use = 0; use < 20; use++) expect(await process.find(prefix)).toMatchObject({ prefix });
  expect(process.queries()).toBe(20);
  await revoke(prefix);
  expect(await process.find(prefix)).toBeNull();
  await process.notifications.close();
});

test("a silent listening connection is trusted for at most a second", async () => {
  const process = newProcess();
  const prefix = await newKey();
  await warm(process, prefix);
  await pause(600);
  const before = process.queries();
  expect(await process.find(prefix)).not.toBeNull();
  expect(process.queries()).toBe(before + 1);
  await warm(process, prefix);
  await process.notifications.close();
});

test("keys look alike, differ, and hold 192 random bits", () => {
  const keys = Array.from({ length: 100 }, drawKey);
  expect(new Set(keys.map(({ key }) => key)).size).toBe(100);
  for (const { key, prefix, hash } of keys) {
    expect(prefixOf(key)).toBe(prefix);
    expect(hashKey(key)).toEqual(hash);
    expect(Buffer.from(key.slice(12), "base64url")).toHaveLength(24);
  }
  expect(prefixOf("rk_live_51Hxyz")).toBeNull();
});
