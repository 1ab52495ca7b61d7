// @module-tag full
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { budget } from "@/dev/testing/budget";
import { queriesDuring } from "@/dev/testing/count-queries";
import { openTestDatabase, openTwinDatabases } from "@/dev/testing/database";
import { proveWithin } from "@/dev/testing/prove-within";
import { lockUser } from "@/lib/billing/context";
import { refillDue } from "@/lib/billing/refills/refill-due";
import { refillOne } from "@/lib/billing/refills/refill-one";
import { type DueSubscription, refillSet } from "@/lib/billing/refills/refill-set";
import { createPopulation, NOW, type Subscriber, subscriber, USUAL } from "@/lib/billing/refills/testing/population";
import { refillStory } from "@/lib/billing/refills/testing/refill-story";
import { createDatabase, type Database } from "@/lib/db";
import { debit } from "@/lib/ledger/debit";
import { openAccount } from "@/lib/ledger/open-account";
import { verify } from "@/lib/ledger/verify";
import { addMonths } from "@/lib/time";

test("refills in sets come to what they come to one by one", { timeout: 300_000 }, async () => {
  const property = fc.asyncProperty(fc.array(subscriber, { minLength: 10, maxLength: 20 }), comesToTheSame);
  await proveWithin(60_000, property, { numRuns: budget({ daily: 2, full: 10 }) });
});

async function comesToTheSame(all: Subscriber[]): Promise<void> {
  const [inSets, oneByOne] = await openTwinDatabases(async (database) => {
    await createPopulation(database, all);
  });
  try {
    for (const now of [NOW, addMonths(NOW, 1)]) {
      await refillDue(inSets, now);
      for (const due of await dueAt(oneByOne, now)) await refillOne(oneByOne, due, now);
      expect(await refillStory(inSets)).toEqual(await refillStory(oneByOne));
    }
    expect(await verify(inSets.sql, "all", addMonths(NOW, 24))).toEqual([]);
  } finally {
    await Promise.all([inSets.drop(), oneByOne.drop()]);
  }
}

const SHAPES: [string, Partial<Subscriber>, "set" | "alone"][] = [
  ["the free plan", {}, "set"],
  ["a month that was paid", { plan: "monthly" }, "set"],
  ["a month of a year that was paid", { plan: "yearly", before: 2 }, "set"],
  ["a plan that rolls over", { plan: "yearly", policy: "ROLL_OVER" }, "set"],
  ["a plan that rolls over up to a cap", { plan: "yearly", policy: "ROLL_OVER_CAPPED" }, "set"],
  ["a trial", { plan: "trial", before: 0 }, "set"],
  ["given time", { plan: "given" }, "set"],
  ["a given plan", { plan: "comp" }, "set"],
  ["an address that is not verified", { isVerified: false }, "set"],
  ["a refill email", { wantsMails: true }, "set"],
  ["a debt", { debt: 500n, spent: "all" }, "set"],
  ["an open hold", { held: 5n }, "set"],
  ["lots that have to expire", { hoursLate: 24 * 4 }, "set"],
  ["frozen lots", { plan: "yearly", isFrozen: true }, "set"],
  ["a balance without room", { isFull: true }, "set"],
  ["two windows", { plan: "yearly", policy: "ROLL_OVER", hoursLate: 24 * 40 }, "alone"],
  ["two invoices for a window", { plan: "monthly", invoices: "a second one" }, "alone"],
  ["a credited change", { plan: "monthly", invoices: "one that credits" }, "alone"],
  ["a refund before the window", { plan: "monthly", invoices: "a refund" }, "alone"],
  ["a free plan that nobody uses", { before: 3, pack: false, spent: "nothing" }, "set"],
  ["a free plan that waits", { status: "PAUSED" }, "alone"],
  ["a given plan that is over", { plan: "comp", quantity: 0 }, "alone"],
  ["an account that is not open yet", { before: 0, pack: false }, "alone"],
];

test("a set refills what has the usual shape, and names the rest", async () => {
  const { database, due } = await population(SHAPES.map(([, shape]) => shape));
  const { refilled, unusual } = await refillSet(database, due, NOW);
  const alone = new Set(unusual.map(({ id }) => id));
  expect(due.map(({ id }, nth) => [SHAPES[nth]?.[0], alone.has(id) ? "alone" : "set"])).toEqual(
    SHAPES.map(([name, , how]) => [name, how]),
  );
  expect(refilled).toHaveLength(due.length - alone.size);
  // Those stay due.
  expect(await dueAt(database, NOW)).toHaveLength(alone.size);
});

test("the second of a user's subscriptions waits for the first", { tags: ["full"] }, async () => {
  const { database, due } = await population([{ plan: "yearly", beside: "ACTIVE", before: 1 }]);
  const all = await dueAt(database, NOW);
  expect(all).toHaveLength(2);
  expect(all).toContainEqual(due[0]);
  expect((await refillSet(database, all, NOW)).unusual).toHaveLength(1);
});

test("a set takes as many statements for twelve subscriptions as for three", async () => {
  const shapes: Partial<Subscriber>[] = [{ wantsMails: true }, { plan: "monthly" }, { plan: "yearly", debt: 7n }];
  const few = await population(shapes);
  const many = await population([...shapes, ...shapes, ...shapes, ...shapes]);
  // Connects.
  await refillSet(few.database, [], NOW);
  await refillSet(many.database, [], NOW);
  const statements = await queriesDuring(() => refillSet(few.database, few.due, NOW));
  const more = await queriesDuring(async () => {
    expect((await refillSet(many.database, many.due, NOW)).refilled).toHaveLength(12);
  });
  expect(more).toHaveLength(statements.length);
});

test("a set announces the balances that it changes in one notification", async () => {
  const { database, due } = await population([{}, { plan: "yearly", wantsMails: true }]);
  const accounts = await Promise.all(due.map(({ userId }) => openAccount(database.sql, userId, NOW)));
  const listener = await database.connect();
  onTestFinished(() => listener.end());
  const heard: string[] = [];
  listener.on("notification", ({ payload }) => heard.push(payload ?? ""));
  await listener.query("LISTEN balances");
  expect((await refillSet(database, due, NOW)).refilled).toHaveLength(2);
  await database.sql`SELECT pg_notify('balances', 'the end')`;
  await expect.poll(() => heard.at(-1)).toBe("the end");
  expect(heard.slice(0, -1).map((payload) => payload.split(",").sort())).toEqual([accounts.sort()]);
});

test("a locked user or account is left due, and the others do not wait", async () => {
  const { database, due } = await population([{}, {}, { plan: "yearly" }]);
  const [user, account, free] = due;
  const accountId = await openAccount(database.sql, account?.userId ?? "", NOW);
  await database.transaction(async (_db, sql) => {
    await lockUser(sql, user?.userId ?? "");
    await sql`SELECT FROM credit_account WHERE id = ${accountId}::uuid FOR UPDATE`;
    expect(await refillSet(database, due, NOW)).toMatchObject({ refilled: [[{ credits: 100n }]], unusual: [] });
    expect(await windowsOf(database, due)).toEqual([0, 0, 1]);
  });
  expect(await dueAt(database, NOW)).toEqual(expect.not.arrayContaining([free]));
  await refillDue(database, NOW);
  expect(await windowsOf(database, due)).toEqual([1, 1, 1]);
});

test("what is locked to the end is waited for", { tags: ["full"] }, async () => {
  const { database, due } = await population([{}, {}]);
  let run: Promise<unknown> = Promise.resolve();
  await database.transaction(async (_db, sql) => {
    await lockUser(sql, due[0]?.userId ?? "");
    run = refillDue(database, NOW);
    await expect.poll(() => windowsOf(database, due), { timeout: 30_000 }).toEqual([0, 1]);
  });
  await run;
  expect(await windowsOf(database, due)).toEqual([1, 1]);
});

test("a subscription that cannot be refilled keeps no other of its set from its credits", {
  tags: ["full"],
}, async () => {
  const { database, due } = await population([{}, { plan: "yearly" }, {}]);
  // More than a lot can have.
  await database.sql`
    UPDATE plan_version SET credits_per_month = ${10n ** 17n}::bigint WHERE id = (
      SELECT plan_version_id FROM subscription WHERE id = ${due[1]?.id ?? ""}::uuid
    )`;
  await expect(refillDue(database, NOW)).rejects.toThrow("1 subscriptions could not be refilled");
  expect(await windowsOf(database, due)).toEqual([1, 0, 1]);
});

test("a refill without room is tried every hour, and granted when there is some", { tags: ["full"] }, async () => {
  const { database, due } = await population([
    { isFull: true },
    { plan: "monthly", isFull: true, invoices: "a refund" },
  ]);
  const anHourLater = new Date(NOW.getTime() + 3_600_000);
  await refillDue(database, NOW);
  expect([await windowsOf(database, due), await dueAt(database, NOW)]).toEqual([[0, 0], []]);
  expect(await dueAt(database, anHourLater)).toHaveLength(2);
  for (const { userId } of due) {
    const accountId = await openAccount(database.sql, userId, NOW);
    await debit(database.sql, { accountId, amount: 10_000n, actor: "app:test" }, NOW);
  }
  await refillDue(database, anHourLater);
  expect([await windowsOf(database, due), await dueAt(database, anHourLater)]).toEqual([[1, 1], []]);
});

test("workers that run at once, beside spends, grant each window once", { timeout: 120_000 }, async () => {
  const shapes: Partial<Subscriber>[] = [
    {},
    { plan: "yearly" },
    { plan: "monthly", invoices: "a refund" },
    { held: 5n },
  ];
  const { database, due } = await population([...shapes, ...shapes, ...shapes]);
  const others = [1, 2].map(() => createDatabase(database.url, 4));
  const accounts = await Promise.all(due.map(({ userId }) => openAccount(database.sql, userId, NOW)));
  const spends = accounts.map(async (accountId) => {
    for (let nth = 0; nth < 5; nth += 1) await debit(database.sql, { accountId, amount: 1n, actor: "app:test" }, NOW);
  });
  const runs = await Promise.all([database, ...others].map((one) => refillDue(one, NOW)));
  await Promise.all([...spends, ...others.map((one) => one.close())]);
  expect(runs.reduce((sum, { windows }) => sum + windows, 0)).toBe(due.length);
  expect(await windowsOf(database, due)).toEqual(due.map(() => 1));
  expect(await dueAt(database, NOW)).toEqual([]);
  expect(await verify(database.sql, "all", addMonths(NOW, 24))).toEqual([]);
});

test("a set whose connection breaks leaves nothing behind, and the next run grants each window once", async () => {
  const { database, due } = await population([{}, { plan: "yearly", wantsMails: true }, { plan: "monthly" }]);
  const before = await refillStory(database);
  const broken: Database = {
    ...database,
    transaction: (work) =>
      database.transaction(async (db, sql) => {
        const result = await work(db, sql);
        await sql`SELECT pg_terminate_backend(pg_backend_pid())`;
        return result;
      }),
  };
  await expect(refillSet(broken, due, NOW)).rejects.toThrow();
  expect(await refillStory(database)).toEqual(before);
  await refillDue(database, NOW);
  expect(await windowsOf(database, due)).toEqual([1, 1, 1]);
});

/** A database with such subscriptions, all due at NOW. */
async function population(shapes: Partial<Subscriber>[]) {
  const database = await openTestDatabase();
  onTestFinished(() => database.drop());
  return {
    database,
    due: await createPopulation(
      database,
      shapes.map((shape) => ({ ...USUAL, ...shape })),
    ),
  };
}

async function dueAt({ prisma }: Database, now: Date): Promise<DueSubscription[]> {
  return prisma.subscription.findMany({
    where: { nextRefillAt: { lte: now } },
    orderBy: [{ nextRefillAt: "asc" }, { id: "asc" }],
    select: { id: true, userId: true },
  });
}

/** How many lots each subscription has of the window that is due at NOW. */
async function windowsOf({ prisma }: Database, due: readonly DueSubscription[]): Promise<number[]> {
  const lots = await prisma.creditLot.findMany({ where: { windowStart: NOW } });
  return due.map(({ id }) => lots.filter(({ subscriptionId }) => subscriptionId === id).length);
}
