import { expect, test } from "vitest";
import { GET as getPlans } from "@/app/api/v1/plans/route";
import { testDatabase } from "@/dev/testing/database";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";
import { archiveMeter } from "@/lib/catalog/archive-meter";
import { newMeter } from "@/lib/catalog/testing/meters";
import { POST } from "./route";

const db = await testDatabase();
closeAppDatabase();
await newMeter(db, "tokens", { perUnits: 1000, name: "Tokens", sortOrder: 1 });
await newMeter(db, "minutes", { credits: 3, perUnits: 2, rounding: "NEAREST", minimumCredits: 2, unit: "minute" });
await newMeter(db, "gold", { credits: 1_000_000 });
await archiveMeter({ database: db }, { userId: null }, { id: await newMeter(db, "former") }, new Date());
const { token } = await newPerson(db);

const estimate = (items: unknown, as = token) => call(POST, "POST", { token: as, body: { items } });

test("each item is priced and rounded by itself, and the total is their sum", async () => {
  const answer = await estimate([
    { meter: "tokens", quantity: 1001 },
    { meter: "tokens", quantity: "0.5" },
    { meter: "minutes", quantity: "1.000000" },
    { meter: "minutes", quantity: 0.1 },
    { meter: "minutes", quantity: 20.3 },
  ]);
  expect(answer).toMatchObject({ status: 200 });
  expect(answer.json).toEqual({
    items: [
      { meter: "tokens", quantity: "1001", credits: 2, rateVersion: 1 },
      { meter: "tokens", quantity: "0.5", credits: 1, rateVersion: 1 },
      { meter: "minutes", quantity: "1", credits: 2, rateVersion: 1 },
      { meter: "minutes", quantity: "0.1", credits: 2, rateVersion: 1 },
      { meter: "minutes", quantity: "20.3", credits: 30, rateVersion: 1 },
    ],
    total: 37,
  });
});

test("every item that cannot be priced is named", async () => {
  const { status, json } = await estimate([
    { meter: "tokens", quantity: 1 },
    { meter: "nothing", quantity: 1 },
    { meter: "former", quantity: 1 },
    { meter: "gold", quantity: 1_000_000_001 },
  ]);
  expect(status).toBe(422);
  expect(json.errors).toMatchObject([
    { field: "items.1.meter" },
    { field: "items.2.meter" },
    { field: "items.3.quantity" },
  ]);
});

test("a total above 10^15 is refused", async () => {
  const most = { meter: "gold", quantity: 1_000_000_000 };
  expect(await estimate([most])).toMatchObject({ status: 200, json: { total: 1_000_000_000_000_000 } });
  expect(await estimate([most, most])).toMatchObject({ status: 422, json: { errors: [{ field: "items" }] } });
});

test.each([
  [undefined, "items"],
  [[], "items"],
  [Array.from({ length: 1001 }, () => ({ meter: "tokens", quantity: 1 })), "items"],
  [[{ meter: "tokens" }], "items.0.quantity"],
  [[{ quantity: 1 }], "items.0.meter"],
  [[{ meter: "tokens", quantity: 0 }], "items.0.quantity"],
  [[{ meter: "tokens", quantity: "1e3" }], "items.0.quantity"],
  [[{ meter: "tokens", quantity: 1, amount: 1 }], "items.0.amount"],
])("%j is 422 and names %s", async (items, field) => {
  expect(await estimate(items)).toMatchObject({ status: 422, json: { errors: [{ field }] } });
});

test("a service key can estimate without naming an account", async () => {
  const admin = await newPerson(db, 0, "ADMIN");
  const owner = { userId: admin.id, role: "ADMIN" as const };
  const made = await createApiKey(db.prisma, { owner, name: "service", service: true }, new Date());
  if (!made.ok) throw new Error(made.reason);
  expect((await estimate([{ meter: "tokens", quantity: 1 }], made.key)).status).toBe(200);
});

test("anyone may read the rate card beside the plans; archived meters are not on it", async () => {
  const { json } = await call(getPlans, "GET");
  expect(json.meters).toEqual([
    expect.objectContaining({ key: "gold" }),
    {
      key: "minutes",
      name: "minutes",
      description: "",
      unit: "minute",
      credits: 3,
      perUnits: 2,
      rounding: "NEAREST",
      minimumCredits: 2,
      version: 1,
    },
    expect.objectContaining({ key: "tokens", name: "Tokens", perUnits: 1000 }),
  ]);
});
