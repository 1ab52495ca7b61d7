import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";
import { newMeter } from "@/lib/catalog/testing/meters";
import { POST as extend } from "./[id]/extend/route";
import { POST as place } from "./route";

const db = await testDatabase();
closeAppDatabase();
await newMeter(db, "extended_tokens", { credits: 1, perUnits: 100 });

const on = (id: unknown) => ({ params: { id: String(id) } });

test("a hold grows to the total that is asked for, in credits or by meters, and a repeated request changes nothing", async () => {
  const { token } = await newPerson(db, 100);
  const { json: hold } = await call(place, "POST", { token, body: { amount: 10 } });
  const more = { token, ...on(hold.id), body: { amount: 30 } };
  expect((await call(extend, "POST", more)).json).toMatchObject({ amount: 30, available: 70, replayed: false });
  expect(await call(extend, "POST", more)).toMatchObject({
    status: 200,
    json: { amount: 30, available: 70, replayed: true },
  });
  const metered = { token, ...on(hold.id), body: { items: [{ meter: "extended_tokens", quantity: 5000 }] } };
  expect((await call(extend, "POST", metered)).json).toMatchObject({ amount: 50, available: 50 });
});

test("a hold can be made to last longer without growing", async () => {
  const { token } = await newPerson(db, 100);
  const { json: hold } = await call(place, "POST", { token, body: { amount: 10 } });
  const { json } = await call(extend, "POST", { token, ...on(hold.id), body: { expiresInSeconds: 3600 } });
  expect(json).toMatchObject({ amount: 10, available: 90, replayed: false });
  expect(Date.parse(String(json.expiresAt)) - Date.parse(String(hold.expiresAt))).toBeGreaterThan(2_600_000);
});

test("more than is held and available is refused and leaves the hold as it is", async () => {
  const { token } = await newPerson(db, 100);
  const { json: hold } = await call(place, "POST", { token, body: { amount: 10 } });
  const refused = await call(extend, "POST", { token, ...on(hold.id), body: { amount: 101 } });
  expect(refused).toMatchObject({ status: 402, json: { code: "insufficient_credits", required: 101, available: 100 } });
});

test("a request without a charge or a time, and one with two charges, name the field", async () => {
  const { token } = await newPerson(db, 100);
  const { json: hold } = await call(place, "POST", { token, body: { amount: 10 } });
  const fields = async (body: object) => {
    const { json } = await call(extend, "POST", { token, ...on(hold.id), body });
    return (json.errors as { field: string }[] | undefined)?.map(({ field }) => field);
  };
  expect(await fields({})).toEqual(["amount"]);
  expect(await fields({ amount: 20, items: [{ meter: "extended_tokens", quantity: 1 }] })).toEqual(["items"]);
  expect(await fields({ expiresInSeconds: 86_401 })).toEqual(["expiresInSeconds"]);
  expect(await fields({ items: [{ meter: "nothing", quantity: 1 }] })).toEqual(["items.0.meter"]);
});

test("only the caller that placed a hold can extend it", async () => {
  const owner = await newPerson(db, 100);
  const other = await newPerson(db, 100);
  const { json: hold } = await call(place, "POST", { token: owner.token, body: { amount: 10 } });
  const made = await createApiKey(db.prisma, { owner: { userId: owner.id, role: "USER" }, name: "Bot" }, new Date());
  if (!made.ok) throw new Error(made.reason);
  for (const token of [other.token, made.key]) {
    expect(await call(extend, "POST", { token, ...on(hold.id), body: { amount: 20 } })).toMatchObject({ status: 404 });
  }
});
