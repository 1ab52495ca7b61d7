import { expect, test } from "vitest";
import { POST as consumeBatch } from "@/app/api/v1/credits/consume/batch/route";
import { POST as refund } from "@/app/api/v1/credits/refunds/route";
import { GET as usage } from "@/app/api/v1/usage/route";
import { testDatabase } from "@/dev/testing/database";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";
import { changeMeter, newMeter } from "@/lib/catalog/testing/meters";
import { POST as capture } from "../holds/[id]/capture/route";
import { POST as place } from "../holds/route";
import { POST as consume } from "./route";

const db = await testDatabase();
closeAppDatabase();
const input = await newMeter(db, "gpt_input", { credits: 1, perUnits: 1000 });
await newMeter(db, "gpt_output", { credits: 4, perUnits: 1000 });

const idOf = (json: Record<string, unknown>) => (json.entry as { id: string }).id;
const fieldsOf = (json: Record<string, unknown>) =>
  (json.errors as { field: string }[] | undefined)?.map(({ field }) => field);

const items = [
  { meter: "gpt_input", quantity: 1200 },
  { meter: "gpt_output", quantity: 450 },
];

test("items are priced together, as one spend whose parts add up", async () => {
  const { token } = await newPerson(db, 100);
  const { status, json } = await call(consume, "POST", { token, body: { items } });
  expect(status).toBe(200);
  expect(json.entry).toMatchObject({
    amount: -3,
    meter: null,
    quantity: null,
    items: [
      { meter: "gpt_input", quantity: "1200", credits: 1, rateVersion: 1 },
      { meter: "gpt_output", quantity: "450", credits: 2, rateVersion: 1 },
    ],
    metadata: null,
  });
});

test("usage counts the parts for their meters, and a refund in part takes its share from each", async () => {
  const person = await newPerson(db, 100, "ADMIN");
  const { token } = person;
  const { json } = await call(consume, "POST", {
    token,
    body: { items: items.map((item) => ({ ...item, quantity: 10_000 })) },
  });
  const byMeter = async () => (await call(usage, "GET", { token, url: "/?groupBy=meter" })).json;
  expect(await byMeter()).toMatchObject({
    total: 50,
    byMeter: [
      { meter: "gpt_output", credits: 40 },
      { meter: "gpt_input", credits: 10 },
    ],
  });
  const back = await call(refund, "POST", { token, body: { entry: idOf(json), amount: 5, reason: "Half failed" } });
  expect(back.status).toBe(200);
  expect(await byMeter()).toMatchObject({
    total: 45,
    byMeter: [
      { meter: "gpt_output", credits: 36 },
      { meter: "gpt_input", credits: 9 },
    ],
  });
});

test("a retry after a rate has changed returns the first spend", async () => {
  const { token } = await newPerson(db, 100);
  const body = { items, idempotencyKey: "call-1", subject: "anna" };
  const first = await call(consume, "POST", { token, body });
  await changeMeter(db, input, "gpt_input", { credits: 50, perUnits: 1000 });
  const again = await call(consume, "POST", { token, body });
  expect(again.json).toMatchObject({ replayed: true, entry: { id: idOf(first.json), amount: -3 } });
  const other = { ...body, items: [{ meter: "gpt_input", quantity: 1201 }, items[1]] };
  expect((await call(consume, "POST", { token, body: other })).json.code).toBe("idempotency_key_reused");
  expect((await call(consume, "POST", { token, body: { ...body, subject: "bert" } })).json.code).toBe(
    "idempotency_key_reused",
  );
  await changeMeter(db, input, "gpt_input", { credits: 1, perUnits: 1000 });
});

test("what a spend was for is shown apart from its metadata, and usage can be grouped by it", async () => {
  const { token } = await newPerson(db, 100);
  const spend = (body: object) => call(consume, "POST", { token, body });
  const { json } = await spend({
    amount: 5,
    subject: "anna",
    model: "gpt-5.1",
    project: "search",
    run: "run-1",
    tags: ["beta", "night"],
    estimated: true,
    metadata: { page: 1 },
  });
  expect(json.entry).toMatchObject({
    subject: "anna",
    model: "gpt-5.1",
    project: "search",
    run: "run-1",
    tags: ["beta", "night"],
    estimated: true,
    metadata: { page: 1 },
  });
  await spend({ amount: 2, subject: "anna", tags: ["night"] });
  await spend({ amount: 4, subject: "bert" });
  await spend({ amount: 1 });
  const grouped = await call(usage, "GET", { token, url: "/?groupBy=subject,model,project,run,tag" });
  expect(grouped.json).toMatchObject({
    bySubject: [
      { subject: "anna", credits: 7 },
      { subject: "bert", credits: 4 },
      { subject: null, credits: 1 },
    ],
    byModel: [
      { model: null, credits: 7 },
      { model: "gpt-5.1", credits: 5 },
    ],
    byProject: [
      { project: null, credits: 7 },
      { project: "search", credits: 5 },
    ],
    byRun: [
      { run: null, credits: 7 },
      { run: "run-1", credits: 5 },
    ],
    byTag: [
      { tag: "night", credits: 7 },
      { tag: "beta", credits: 5 },
      { tag: null, credits: 5 },
    ],
  });
  expect(grouped.json.daily).toBeUndefined();
});

test("a capture takes over what the hold says it is for, and may say more", async () => {
  const { token } = await newPerson(db, 100);
  const body = { items, subject: "anna", run: "run-7", metadata: { chat: 1 } };
  const { json: hold } = await call(place, "POST", { token, body });
  expect(hold).toMatchObject({ amount: 3, subject: "anna", run: "run-7", metadata: { chat: 1 } });
  const { json } = await call(capture, "POST", {
    token,
    params: { id: String(hold.id) },
    body: { items: [{ meter: "gpt_output", quantity: 100 }], estimated: true },
  });
  expect(json.entry).toMatchObject({
    amount: -1,
    subject: "anna",
    run: "run-7",
    estimated: true,
    metadata: { chat: 1 },
    items: [{ meter: "gpt_output", quantity: "100", credits: 1, rateVersion: 1 }],
  });

  const { json: guessed } = await call(place, "POST", { token, body: { amount: 5, estimated: true, tags: ["a"] } });
  const reported = await call(capture, "POST", {
    token,
    params: { id: String(guessed.id) },
    body: { amount: 4, estimated: false, tags: [] },
  });
  expect(reported.json.entry).toMatchObject({ amount: -4, estimated: false, tags: [] });

  const { json: second } = await call(place, "POST", { token, body });
  const whole = await call(capture, "POST", { token, params: { id: String(second.id) } });
  expect(whole.json.entry).toMatchObject({ amount: -3, subject: "anna", metadata: { chat: 1 }, items: null });
});

test("a batch takes items and dimensions too", async () => {
  const { token } = await newPerson(db, 100);
  const { json } = await call(consumeBatch, "POST", {
    token,
    body: {
      items: [
        { items, subject: "anna" },
        { items, amount: 1 },
      ],
    },
  });
  expect(json.results).toMatchObject([
    { status: 200, entry: { amount: -3, subject: "anna" } },
    { status: 422, errors: [{ field: "items" }] },
  ]);
});

test("bad items and dimensions are refused by name, and take nothing", async () => {
  const { token } = await newPerson(db, 100);
  const field = async (body: object) => fieldsOf((await call(consume, "POST", { token, body })).json);
  expect(await field({ items: [] })).toEqual(["items"]);
  expect(await field({ items: [items[0], items[0]] })).toEqual(["items"]);
  expect(await field({ items: [{ meter: "unknown", quantity: 1 }] })).toEqual(["items.0.meter"]);
  expect(await field({ items: [{ meter: "gpt_input", quantity: 0 }] })).toEqual(["items.0.quantity"]);
  expect(await field({ amount: 1, subject: "" })).toEqual(["subject"]);
  expect(await field({ amount: 1, model: "m".repeat(101) })).toEqual(["model"]);
  expect(await field({ amount: 1, tags: ["a", "a"] })).toEqual(["tags"]);
  expect(await field({ amount: 1, metadata: { $refill: { items: [] } } })).toEqual(["metadata"]);
});
