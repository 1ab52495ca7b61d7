import { randomUUID } from "node:crypto";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { beforeAll, expect, test } from "vitest";
import { POST as consume } from "@/app/api/v1/credits/consume/route";
import { POST as placeHold } from "@/app/api/v1/credits/holds/route";
import { GET as getCredits } from "@/app/api/v1/credits/route";
import { GET } from "@/app/api/v1/credits/stream/route";
import { testDatabase } from "@/dev/testing/database";
import { liveBalances } from "@/lib/api/live/process-streams";
import { call } from "@/lib/api/testing/call";
import { readEvents } from "@/lib/api/testing/events";
import { closeAppDatabase, newPerson, type Person, sessionCookieOf } from "@/lib/api/testing/people";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";

const db = await testDatabase();
closeAppDatabase();

beforeAll(() => {
  process.env.API_STREAMS_PER_ACCOUNT = "2";
});

async function open(headers: Record<string, string>, query = "", method = "GET") {
  const left = new AbortController();
  const url = `http://localhost:3000/api/v1/credits/stream${query}`;
  const response = await GET(new Request(url, { method, headers, signal: left.signal }));
  return { response, leave: () => left.abort() };
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const available = ({ events }: { events: { data: Record<string, unknown> }[] }) =>
  events.map(({ data }) => data.available);

async function spend(person: Person, amount: number): Promise<void> {
  expect((await call(consume, "POST", { token: person.token, body: { amount } })).status).toBe(200);
}

test("the balance is sent immediately and after each spend and hold, in the form of GET /credits", async () => {
  const person = await newPerson(db, 100);
  const { response, leave } = await open(bearer(person.token));
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  expect(response.headers.get("cache-control")).toBe("no-store, no-transform");
  expect(response.headers.get("x-accel-buffering")).toBe("no");
  expect(response.headers.get("x-request-id")).toBeTruthy();
  expect(response.headers.get("ratelimit-limit")).toBeTruthy();

  const reader = readEvents(response.body);
  await expect.poll(() => reader.events.length, { interval: 5 }).toBe(1);
  expect(reader.retry()).toBeGreaterThan(500);
  const plain = (await call(getCredits, "GET", { token: person.token })).json;
  const [first] = reader.events;
  expect(first).toMatchObject({ event: "balance", data: { ...plain, asOf: expect.any(String) } });
  expect(first?.id).toBe(first?.data.asOf);

  await spend(person, 30);
  await expect.poll(() => available(reader), { interval: 10, timeout: 1000 }).toEqual([100, 70]);
  await call(placeHold, "POST", { token: person.token, body: { amount: 20 } });
  await expect.poll(() => available(reader), { interval: 10, timeout: 1000 }).toEqual([100, 70, 50]);
  expect(reader.events.at(-1)?.data).toMatchObject({ balance: 70, held: 20 });
  leave();
  await expect.poll(() => liveBalances().size()).toBe(0);
});

test("a client that disconnects ends its stream, also after memory was collected", async () => {
  const person = await newPerson(db, 1);
  const { leave } = await open(bearer(person.token));
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  leave();
  await expect.poll(() => liveBalances().size()).toBe(0);
});

test("a session, a token, a key and a service key can open a stream; each ends with its credentials", async () => {
  const person = await newPerson(db, 5);
  const admin = await newPerson(db, 0, "ADMIN");
  const at = new Date();
  const [key, service] = [
    await createApiKey(db.prisma, { owner: { userId: person.id, role: "USER" }, name: "own" }, at),
    await createApiKey(
      db.prisma,
      { owner: { userId: admin.id, role: "ADMIN" }, name: "service", service: true, scopes: ["credits:read"] },
      at,
    ),
  ];
  if (!key.ok || !service.ok) throw new Error("refused");

  const byKey = await open(bearer(key.key));
  const byService = await open(bearer(service.key), `?account=${person.email}`);
  const readers = [readEvents(byKey.response.body), readEvents(byService.response.body)];
  for (const reader of readers) await expect.poll(() => available(reader), { interval: 5 }).toEqual([5]);
  await db.prisma.apiKey.updateMany({ where: { userId: person.id }, data: { revokedAt: at } });
  await expect.poll(readers[0]?.ended ?? (() => false), { interval: 10, timeout: 1000 }).toBe(true);
  expect((await open(bearer(key.key))).response.status).toBe(401);
  expect(readers[1]?.ended()).toBe(false);
  await db.prisma.user.update({ where: { id: admin.id }, data: { role: "USER" } });
  await expect.poll(readers[1]?.ended ?? (() => false), { interval: 10, timeout: 1000 }).toBe(true);

  const cookie = await sessionCookieOf(db, person.id);
  const people = [await open({ cookie }), await open(bearer(person.token))].map(({ response }) =>
    readEvents(response.body),
  );
  for (const reader of people) await expect.poll(() => available(reader), { interval: 5 }).toEqual([5]);
  await db.prisma.user.update({ where: { id: person.id }, data: { lockedAt: at } });
  for (const reader of people) await expect.poll(reader.ended, { interval: 10, timeout: 1000 }).toBe(true);
  expect(liveBalances().size()).toBe(0);
});

test("refusals are problems: no credentials, another account, a missing scope, too many streams", async () => {
  const [person, other] = [await newPerson(db, 1), await newPerson(db, 1)];
  const problem = async (headers: Record<string, string>, query = "") => {
    const { response } = await open(headers, query);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    return { status: response.status, code: (await response.json()).code, retry: response.headers.get("retry-after") };
  };
  expect(await problem({})).toMatchObject({ status: 401, code: "unauthorized" });
  expect(await problem(bearer(person.token), `?account=${other.accountId}`)).toMatchObject({ status: 404 });
  expect(await problem(bearer(person.token), `?account=${randomUUID()}`)).toMatchObject({ status: 404 });
  const spender = await createApiKey(
    db.prisma,
    { owner: { userId: person.id, role: "USER" }, name: "spends", scopes: ["credits:spend"] },
    new Date(),
  );
  if (!spender.ok) throw new Error("refused");
  expect(await problem(bearer(spender.key))).toMatchObject({ status: 404, code: "not_found" });

  const two = [await open(bearer(person.token)), await open(bearer(person.token))];
  expect(await problem(bearer(person.token))).toEqual({ status: 429, code: "too_many_streams", retry: "30" });
  for (const { leave } of two) leave();
  await expect.poll(() => liveBalances().size()).toBe(0);
});

test("HEAD opens no stream", async () => {
  const person = await newPerson(db, 1);
  const { response } = await open(bearer(person.token), "", "HEAD");
  expect(response.status).toBe(200);
  expect(response.body).toBeNull();
  expect(liveBalances().size()).toBe(0);
});
