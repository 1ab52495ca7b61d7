import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { createDatabase } from "@/lib/db";
import { createSharedLimiter, type SharedLimiter } from "@/lib/shared-limiter";

const { sql } = await testDatabase();

/** As many processes as asked for, which share a limit of this name. */
const processes = (name: string, count: number, points = 100) =>
  Array.from({ length: count }, () => createSharedLimiter({ name, points, durationSeconds: 60 }, sql));

/** How many of these requests are accepted. */
async function accepted({ count }: SharedLimiter, requests: number, key = "a key"): Promise<number> {
  const answers = await Promise.all(Array.from({ length: requests }, () => count(key)));
  return answers.filter(({ isOver }) => !isOver).length;
}

const share = async (limiters: SharedLimiter[]) => {
  for (const limiter of limiters) await limiter.share();
};

test("two processes together accept hardly more than the limit, and say how much is left", async () => {
  const [one, other] = processes("together", 2);
  if (!one || !other) throw new Error("There are two.");
  expect(await accepted(one, 60)).toBe(60);
  expect(await accepted(other, 20)).toBe(20);
  await share([one, other, one]);
  // A tenth of the limit stays in each process.
  expect(await other.count("a key")).toMatchObject({ isOver: false, remaining: 100 - 21 - 50 });
  let total = 81;
  for (let round = 0; round < 10; round += 1) {
    total += (await accepted(one, 5)) + (await accepted(other, 5));
    await share([one, other]);
  }
  expect(total).toBeGreaterThanOrEqual(100);
  expect(total).toBeLessThanOrEqual(120);
  const refused = await other.count("a key");
  expect(refused).toMatchObject({ isOver: true, remaining: 0 });
  expect(refused.resetSeconds).toBeGreaterThan(0);
  expect(refused.resetSeconds).toBeLessThanOrEqual(60);
});

test("keys count separately, and what stays within the limit in all processes together is never refused", async () => {
  const four = processes("within", 4);
  for (let round = 0; round < 5; round += 1) {
    for (const limiter of four) {
      expect(await accepted(limiter, 5)).toBe(5);
      expect(await accepted(limiter, 5, "another key")).toBe(5);
    }
    await share(four);
  }
});

test("a window that is over counts no longer", async () => {
  const [one, other] = processes("over", 2);
  if (!one || !other) throw new Error("There are two.");
  await accepted(one, 100);
  await accepted(other, 12);
  await share([one, other]);
  expect(await accepted(other, 50)).toBe(0);
  await sql`UPDATE rate_limit SET expire = 1 WHERE key = 'over:a key'`;
  await accepted(one, 1);
  const third = createSharedLimiter({ name: "over", points: 100, durationSeconds: 60 }, sql);
  await accepted(third, 20);
  await third.share();
  expect(await third.count("a key")).toMatchObject({ isOver: false, remaining: 100 - 21 });
});

test("quiet keys cost the database nothing", async () => {
  const [one] = processes("quiet", 1);
  if (!one) throw new Error("There is one.");
  await accepted(one, 10);
  await share([one]);
  expect(await sql`SELECT key FROM rate_limit WHERE key LIKE 'quiet:%'`).toEqual([]);
});

test("without a database each process keeps to the limit by itself", async () => {
  const away = createDatabase("postgresql://refill@127.0.0.1:1/none");
  const alone = createSharedLimiter({ name: "alone", points: 20, durationSeconds: 60 }, away.sql);
  expect(await accepted(alone, 15)).toBe(15);
  await alone.share();
  expect(await accepted(alone, 15)).toBe(5);
  await away.close();
});
