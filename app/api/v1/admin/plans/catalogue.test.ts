import { beforeAll, expect, test } from "vitest";
import { PATCH as archiveMeter, PUT as editMeter } from "@/app/api/v1/admin/meters/[id]/route";
import { POST as createMeter } from "@/app/api/v1/admin/meters/route";
import { PATCH as archivePack, PUT as editPack } from "@/app/api/v1/admin/packs/[id]/route";
import { POST as createPack } from "@/app/api/v1/admin/packs/route";
import { PATCH as archivePlan, PUT as editPlan } from "@/app/api/v1/admin/plans/[id]/route";
import { POST as createPlan, GET as listPlans } from "@/app/api/v1/admin/plans/route";
import { GET as getOffer } from "@/app/api/v1/plans/route";
import type { RouteHandler } from "@/lib/api/http/route";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";
import { billingWorld } from "@/lib/billing/testing/world";
import { featureInput } from "@/lib/catalog/schemas";

const { database: db, stripe } = await billingWorld();
closeAppDatabase();

let token: string;
beforeAll(async () => {
  token = (await newPerson(db, 0, "ADMIN")).token;
});

const plan = { key: "studio", name: "Studio", creditsPerMonth: 700, currency: "usd", prices: { month: 5_900 } };
const pack = { key: "pack_50", name: "50 credits", credits: 50, amountCents: 700, currency: "usd" };
const meter = { key: "video", name: "Video", unit: "second", credits: 2, perUnits: 1 };

const items = [
  { what: "plan", input: plan, create: createPlan, edit: editPlan, archive: archivePlan, field: "creditsPerMonth" },
  { what: "pack", input: pack, create: createPack, edit: editPack, archive: archivePack, field: "credits" },
  { what: "meter", input: meter, create: createMeter, edit: editMeter, archive: archiveMeter, field: "credits" },
] as const;

const send = (handler: RouteHandler, method: string, body: object, id = "", query = "") =>
  call(handler, method, { token, body, params: { id }, url: `/${query}` });
const offered = async () => JSON.stringify((await call(getOffer, "GET")).json);

test.each(items)("a $what is created, edited as its next version, and archived", async (item) => {
  const { what, input, create, edit, archive, field } = item;
  const made = await send(create, "POST", input);
  expect(made).toMatchObject({ status: 201, json: { [what]: { key: input.key, version: 1, archivedAt: null } } });
  expect(await send(create, "POST", input)).toMatchObject({ status: 409, json: { code: "key_taken" } });
  const { id } = made.json[what] as { id: string };
  expect(await offered()).toContain(`"${input.key}"`);

  const next = { ...input, [field]: 99 };
  const edited = await send(edit, "PUT", next, id, "?version=1");
  expect(edited).toMatchObject({ status: 200, json: { [what]: { version: 2, [field]: 99 } } });
  const late = await send(edit, "PUT", { ...input, [field]: 98 }, id, "?version=1");
  expect(late).toMatchObject({ status: 409, json: { code: "changed_meanwhile" } });
  expect(await send(edit, "PUT", { ...next, name: "" }, id)).toMatchObject({
    status: 422,
    json: { errors: [{ field: "name" }] },
  });
  expect(await send(edit, "PUT", { ...next, key: "another" }, id)).toMatchObject({
    status: 422,
    json: { errors: [{ field: "key" }] },
  });

  expect(await send(archive, "PATCH", { archived: true }, id, "?version=1")).toMatchObject({
    status: 409,
    json: { code: "changed_meanwhile" },
  });
  expect(await offered()).toContain(`"${input.key}"`);
  expect(await send(archive, "PATCH", { archived: true }, id, "?version=2")).toMatchObject({
    status: 200,
    json: { [what]: { version: 2, archivedAt: expect.any(String) } },
  });
  expect(await offered()).not.toContain(`"${input.key}"`);
  expect(await send(archive, "PATCH", { archived: "yes" }, id)).toMatchObject({ status: 422 });
  expect(await send(archive, "PATCH", { archived: false }, id)).toMatchObject({
    json: { [what]: { archivedAt: null } },
  });
  expect(await offered()).toContain(`"${input.key}"`);
  const gone = "0198c0de-0000-7000-8000-000000000000";
  expect((await send(edit, "PUT", next, gone)).status).toBe(404);
  const acts = await db.prisma.auditLog.findMany({ where: { targetId: id }, orderBy: { id: "asc" } });
  expect(acts.map(({ action }) => action)).toEqual(
    ["created", "edited", "archived", "restored"].map((act) => `${what}.${act}`),
  );
});

test("a text that cannot be stored is refused by its field, in every item of the catalogue", async () => {
  for (const text of ["a\u0000b", "a\ud800b"]) {
    for (const { input, create } of items) {
      const refused = await send(create, "POST", { ...input, key: "odd", name: text, description: text });
      expect(refused).toMatchObject({ status: 422, json: { errors: [{ field: "name" }, { field: "description" }] } });
    }
    const of = (more: object) => send(createPlan, "POST", { ...plan, key: "odd", ...more });
    expect(await of({ features: [text] })).toMatchObject({ status: 422, json: { errors: [{ field: "features.0" }] } });
    expect(await of({ limits: { models: [text] } })).toMatchObject({ status: 422 });
    expect(await send(createMeter, "POST", { ...meter, key: "odd", unit: text })).toMatchObject({ status: 422 });
    expect(featureInput.safeParse({ key: "odd", name: text }).success).toBe(false);
  }
});

test("a field that is misspelled or has another type is refused by its name, and the item stays as it is", async () => {
  const yearly = { ...plan, key: "yearly", prices: { month: 5_900, year: 59_000 } };
  const { id } = (await send(createPlan, "POST", yearly)).json.plan as { id: string };
  const edits = [
    [{ ...yearly, trialDay: 14 }, "trialDay"],
    [{ ...yearly, prices: { month: 5_900, annual: 59_000 } }, "prices.annual"],
    [{ ...yearly, creditsPerMonth: null }, "creditsPerMonth"],
    [{ ...yearly, creditsPerMonth: "700" }, "creditsPerMonth"],
    [{ ...yearly, creditsPerMonth: true }, "creditsPerMonth"],
    [{ ...yearly, estimatedCostCents: "" }, "estimatedCostCents"],
  ] as const;
  for (const [body, field] of edits) {
    const refused = await send(editPlan, "PUT", body, id);
    expect(refused, field).toMatchObject({ status: 422, json: { errors: [{ field }] } });
  }
  const listed = (await call(listPlans, "GET", { token })).json.data as { id: string }[];
  expect(listed.find((one) => one.id === id)).toMatchObject({
    version: 1,
    creditsPerMonth: 700,
    prices: [{ amountCents: 5_900 }, { amountCents: 59_000 }],
  });
  for (const { input, create } of items) {
    const refused = await send(create, "POST", { ...input, key: "odd", sort_order: 3 });
    expect(refused).toMatchObject({ status: 422, json: { errors: [{ field: "sort_order" }] } });
  }
  const cost = { micros: 1, currency: "usd", per: "unit" };
  expect(await send(createMeter, "POST", { ...meter, key: "odd", cost })).toMatchObject({
    status: 422,
    json: { errors: [{ field: "cost.per" }] },
  });
});

test("a new version of a plan has a new price in Stripe, and an admin reads its own sentences without its limits", async () => {
  const atelier = { ...plan, key: "atelier", features: ["Email support"], limits: { workflows: 2 } };
  const made = await send(createPlan, "POST", atelier);
  const { id } = made.json.plan as { id: string };
  await send(editPlan, "PUT", { ...atelier, prices: { month: 6_900 } }, id);
  const prices = await stripe.prices.list({ lookup_keys: ["refill_atelier_month"], active: true });
  expect(prices.data).toMatchObject([{ unit_amount: 6_900 }]);
  const listed = (await call(listPlans, "GET", { token })).json.data as { key: string; features: string[] }[];
  expect(listed.find(({ key }) => key === "atelier")?.features).toEqual(["Email support"]);
  expect(await offered()).toContain('"features":["2 workflows","Email support"]');
});
