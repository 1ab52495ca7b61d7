import { beforeAll, expect, test } from "vitest";
import { POST as postBatch } from "@/app/api/v1/credits/consume/batch/route";
import { POST } from "@/app/api/v1/credits/consume/route";
import { GET as getHistory } from "@/app/api/v1/credits/history/route";
import { GET as getCredits } from "@/app/api/v1/credits/route";
import { testDatabase } from "@/dev/testing/database";
import { testStripe } from "@/dev/testing/stripe";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson, type Person } from "@/lib/api/testing/people";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";
import { refillDue } from "@/lib/billing/refills/refill-due";
import { welcomeUser } from "@/lib/billing/refills/welcome";
import { applyCatalogue } from "@/lib/catalog/apply-catalogue";
import { now } from "@/lib/clock";
import { expireIdle } from "@/lib/ledger/expire-due";
import { notifications } from "@/lib/notifications";
import { DAY_MS } from "@/lib/time";
import { catalogue } from "@/prisma/catalogue/default";

const db = await testDatabase();
const { stripe } = await testStripe();
closeAppDatabase();

const daysAgo = async (days: number) => new Date((await now()).getTime() - days * DAY_MS);

beforeAll(async () => {
  await applyCatalogue({ database: db, stripe }, catalogue, await daysAgo(400));
});

/** On the free plan since 200 days ago, without using it. */
async function idlePerson(): Promise<Person> {
  const person = await newPerson(db);
  const at = await daysAgo(200);
  await db.transaction((tx, sql) => welcomeUser({ db: tx, sql }, { userId: person.id }, at));
  return person;
}

async function sweep(from: number, to: number): Promise<void> {
  for (let days = from; days >= to; days -= 10) {
    const at = await daysAgo(days);
    await refillDue(db, at);
    await expireIdle(db.sql, 1_000, at);
  }
}

const isDormant = async ({ id }: Person) =>
  (await db.prisma.dormancy.count({ where: { userId: id, endedAt: null } })) === 1;

test("a spend from a dormant account takes from its refill, and the history says what expired unused", async () => {
  const person = await idlePerson();
  await sweep(190, 0);
  expect(await isDormant(person)).toBe(true);
  const { status, json } = await call(POST, "POST", { token: person.token, body: { amount: 1 } });
  expect([status, json]).toMatchObject([200, { balance: 49, available: 49 }]);
  const history = await call(getHistory, "GET", { token: person.token, url: "/?type=GRANT&limit=1" });
  const [refill] = history.json.data as {
    amount: number;
    createdAt: string;
    unusedRefills: { end: string; credits: number }[];
  }[];
  expect(refill?.amount).toBe(50);
  expect(refill?.unusedRefills.length).toBeGreaterThanOrEqual(3);
  expect(refill?.unusedRefills[0]?.credits).toBe(50);
  expect(String(refill?.unusedRefills.at(-1)?.end) <= String(refill?.createdAt)).toBe(true);
});

test("a service key that used the account before it became dormant spends from its refill", async () => {
  const admin = await newPerson(db, 0, "ADMIN");
  const key = await createApiKey(
    db.prisma,
    {
      owner: { userId: admin.id, role: "ADMIN" },
      name: "Service",
      service: true,
      scopes: ["credits:read", "credits:spend"],
    },
    await now(),
  );
  if (!key.ok) throw new Error(key.reason);
  const people = [await idlePerson(), await idlePerson()];
  const heard: string[] = [];
  notifications().listen({ channel: "credentials", onMessage: (payload) => heard.push(payload), onGap: () => {} });
  const url = ({ accountId }: Person) => `/?account=${accountId}`;
  const read = (person: Person) => call(getCredits, "GET", { token: key.key, url: url(person) });
  // The first request subscribes its caches, which opens the connection again. Once it is fresh, accounts are cached.
  for (const person of people) await read(person);
  await isCaching();
  for (const person of people) expect((await read(person)).status).toBe(200);
  await sweep(190, 0);
  expect(await Promise.all(people.map(isDormant))).toEqual([true, true]);
  await heardAll(heard);
  await isCaching();

  const [single, batched] = people;
  if (!single || !batched) throw new Error("There are two people.");
  const answer = await call(POST, "POST", { token: key.key, body: { account: single.accountId, amount: 1 } });
  expect([answer.status, answer.json]).toMatchObject([200, { available: 49 }]);
  const items = [{ account: batched.accountId, amount: 2 }];
  const batch = await call(postBatch, "POST", { token: key.key, body: { items } });
  expect(batch.json.results).toMatchObject([{ status: 200, available: 48 }]);
});

/** Waits until this process answers from its caches. */
async function isCaching(): Promise<void> {
  await expect.poll(() => notifications().isFresh(500), { timeout: 30_000 }).toBe(true);
}

/** Waits until this process has heard all announcements that were sent. */
async function heardAll(heard: readonly string[]): Promise<void> {
  await db.sql`SELECT pg_notify('credentials', 'the end')::text`;
  await expect.poll(() => heard, { timeout: 30_000 }).toContain("the end");
}
