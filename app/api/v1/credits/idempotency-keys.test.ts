import { beforeAll, describe, expect, test } from "vitest";
import { POST as makeKey } from "@/app/api/v1/api-keys/route";
import { POST as consumeBatch } from "@/app/api/v1/credits/consume/batch/route";
import { POST as consume } from "@/app/api/v1/credits/consume/route";
import { GET as getHistory } from "@/app/api/v1/credits/history/route";
import { POST as capture } from "@/app/api/v1/credits/holds/[id]/capture/route";
import { GET as getHold } from "@/app/api/v1/credits/holds/[id]/route";
import { POST as place } from "@/app/api/v1/credits/holds/route";
import { testDatabase } from "@/dev/testing/database";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson, type Person } from "@/lib/api/testing/people";
import { now } from "@/lib/clock";
import { openSpendQueue } from "@/lib/ledger/open-spend-queue";

const db = await testDatabase();
closeAppDatabase();

let service = "";
beforeAll(async () => {
  const admin = await newPerson(db, 0, "ADMIN");
  service = await keyOf(admin, { name: "Service", service: true });
});

async function keyOf({ token }: Person, body: object): Promise<string> {
  return String((await call(makeKey, "POST", { token, body })).json.key);
}

/** The credentials that a person can use. */
const credentials = async (person: Person) => [person.token, await keyOf(person, { name: "Own" })];
const keyed = { amount: 4, idempotencyKey: "job-7", description: "Report" };
const on = (id: unknown) => ({ params: { id: String(id) } });

describe("what the app does under a key is done even if its user sent the same key first:", () => {
  test("a spend, by itself and in a batch", async () => {
    const person = await newPerson(db, 100);
    for (const token of await credentials(person)) await call(consume, "POST", { token, body: keyed });
    await call(consumeBatch, "POST", { token: person.token, body: { items: [keyed] } });
    const byApp = { ...keyed, account: person.id };
    const alone = await call(consume, "POST", { token: service, body: byApp });
    expect(alone.json).toMatchObject({ replayed: false, balance: 92, entry: { idempotencyKey: "job-7" } });
    const batch = await call(consumeBatch, "POST", { token: service, body: { items: [byApp] } });
    expect(batch.json.results).toMatchObject([{ replayed: true, balance: 92 }]);
  });

  test("a batch of spends", async () => {
    const person = await newPerson(db, 100);
    await call(consumeBatch, "POST", { token: person.token, body: { items: [keyed] } });
    const items = [{ ...keyed, account: person.id }];
    const { json } = await call(consumeBatch, "POST", { token: service, body: { items } });
    expect(json.results).toMatchObject([{ replayed: false, balance: 92, entry: { idempotencyKey: "job-7" } }]);
  });

  test("a spend in process", async () => {
    const person = await newPerson(db, 100);
    await call(consume, "POST", { token: person.token, body: keyed });
    const spend = { ...keyed, accountId: person.accountId, amount: 4n };
    const spent = await openSpendQueue({ sql: db.sql }).debit(spend, await now());
    expect(spent).toMatchObject({ ok: true, replayed: false, balance: 92n });
  });

  test("a hold, which only the app can end, and its capture", async () => {
    const person = await newPerson(db, 100);
    const mine = await call(place, "POST", { token: person.token, body: keyed });
    const held = await call(place, "POST", { token: service, body: { ...keyed, account: person.id } });
    expect(held.json).toMatchObject({ replayed: false, available: 92, idempotencyKey: "job-7" });
    expect(held.json.id).not.toBe(mine.json.id);
    for (const token of await credentials(person)) {
      expect((await call(capture, "POST", { token, ...on(held.json.id), body: { amount: 1 } })).status).toBe(404);
    }
    const body = { idempotencyKey: "job-7" };
    const own = await call(capture, "POST", { token: person.token, ...on(mine.json.id), body });
    expect(own).toMatchObject({ status: 200, json: { replayed: false, balance: 96 } });
    const byApp = { token: service, ...on(held.json.id), body: { ...body, account: person.id } };
    expect(await call(capture, "POST", byApp)).toMatchObject({ status: 200, json: { replayed: false, balance: 92 } });
    expect((await call(capture, "POST", byApp)).json).toMatchObject({ replayed: true, balance: 92 });
  });

  test("a spend where the user has a hold, and a hold where the user has spent", async () => {
    const person = await newPerson(db, 100);
    await call(place, "POST", { token: person.token, body: keyed });
    await call(consume, "POST", { token: person.token, body: { ...keyed, idempotencyKey: "job-8" } });
    const byApp = { ...keyed, account: person.id };
    expect((await call(consume, "POST", { token: service, body: byApp })).status).toBe(200);
    const hold = { ...byApp, idempotencyKey: "job-8" };
    expect((await call(place, "POST", { token: service, body: hold })).status).toBe(201);
  });
});

test("a person's own credentials share their keys, which are shown as they were sent", async () => {
  const person = await newPerson(db, 100);
  const [token = "", own = ""] = await credentials(person);
  const first = await call(consume, "POST", { token, body: keyed });
  expect(first.json).toMatchObject({ replayed: false, entry: { idempotencyKey: "job-7" } });
  const again = await call(consume, "POST", { token: own, body: keyed });
  expect(again.json).toEqual({ ...first.json, replayed: true });
  const { json } = await call(getHistory, "GET", { token, url: "/?type=USAGE" });
  expect(json.data).toMatchObject([{ idempotencyKey: "job-7" }]);
  const hold = await call(place, "POST", { token, body: { ...keyed, idempotencyKey: "job-8" } });
  expect((await call(getHold, "GET", { token, ...on(hold.json.id) })).json).toMatchObject({ idempotencyKey: "job-8" });
});
