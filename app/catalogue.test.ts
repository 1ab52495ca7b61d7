import { afterAll, beforeAll, expect, test } from "vitest";
import BuyPage from "@/app/(account)/buy/page";
import { PATCH as archiveMeter, PUT as editMeter } from "@/app/api/v1/admin/meters/[id]/route";
import { POST as createMeter } from "@/app/api/v1/admin/meters/route";
import { PATCH as archivePack, PUT as editPack } from "@/app/api/v1/admin/packs/[id]/route";
import { POST as createPack } from "@/app/api/v1/admin/packs/route";
import { PATCH as archivePlan, PUT as editPlan } from "@/app/api/v1/admin/plans/[id]/route";
import { POST as createPlan } from "@/app/api/v1/admin/plans/route";
import { createOfferCache, readOffer } from "@/app/catalogue";
import type { Offer } from "@/components/pricing/offer";
import { queriesDuring } from "@/dev/testing/count-queries";
import { inRequest } from "@/dev/testing/in-request";
import { serveRoute } from "@/dev/testing/next-server";
import type { RouteHandler } from "@/lib/api/http/route";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson, sessionCookieOf } from "@/lib/api/testing/people";
import { billingWorld } from "@/lib/billing/testing/world";
import { openNotifications } from "@/lib/notifications";
import { keptPage } from "@/lib/pages/kept-page";

const { database: db } = await billingWorld();
closeAppDatabase();
// Another process than the one that serves the API.
const announcements = openNotifications(db.url);
const cache = createOfferCache(announcements);
let made = 0;
const shown = async () => new Response(String(++made));
const url = await serveRoute(
  async () => ({ GET: shown }),
  () => ({}),
);
const page = keptPage(() => url);
const ask = await inRequest();
const shownPage = async () => Buffer.from((await page())?.body ?? []).toString();

let token: string;
beforeAll(async () => {
  token = (await newPerson(db, 0, "ADMIN")).token;
});
afterAll(() => announcements.close());

const find = () => cache.find(db.prisma);

/** Reads the offer until it comes from memory. */
async function warm(): Promise<string> {
  const isKept = async () => {
    const first = find();
    return first === find();
  };
  await expect.poll(isKept, { interval: 5 }).toBe(true);
  await find();
  return shownPage();
}

const plan = { key: "studio", name: "Studio", creditsPerMonth: 700, currency: "usd", prices: { month: 5_900 } };
const pack = { key: "pack_60", name: "60 credits", credits: 60, amountCents: 6_000, currency: "usd" };
const meter = { key: "video", name: "Video", unit: "second", credits: 2, perUnits: 1 };
const items = [
  ["plan", "plans", plan, { prices: { month: 7_000 } }, createPlan, editPlan, archivePlan],
  ["pack", "packs", pack, { amountCents: 7_000 }, createPack, editPack, archivePack],
  ["meter", "rates", meter, { credits: 3 }, createMeter, editMeter, archiveMeter],
] as const;

test.each(items)(
  "a %s changed by the API is shown by every process and every kept page",
  { tags: ["full"] },
  async (...item) => {
    const [what, list, input, change, create, edit, archive] = item;
    let id = "";
    const shows = async (handler: RouteHandler, method: string, body: object, expected: (text: string) => boolean) => {
      const before = await warm();
      const answer = await call(handler, method, { token, body, params: { id } });
      expect(answer.status).toBeLessThan(300);
      id = (answer.json[what] as { id: string }).id;
      const text = async () => JSON.stringify((await find())[list as keyof Offer].find(({ key }) => key === input.key));
      await expect.poll(async () => expected((await text()) ?? ""), { interval: 5, timeout: 2_000 }).toBe(true);
      expect(await shownPage()).not.toBe(before);
    };
    const [field, value] = Object.entries(change)[0] as [string, number | { month: number }];
    const mark = typeof value === "number" ? `"${field}":${value}` : `"amountCents":${value.month}`;
    await shows(create, "POST", input, (text) => text !== "" && !text.includes(mark));
    await shows(edit, "PUT", { ...input, ...change }, (text) => text.includes(mark));
    await shows(archive, "PATCH", { archived: true }, (text) => text === "");
    await shows(archive, "PATCH", { archived: false }, (text) => text.includes(mark));
  },
);

test("a process that has never read the offer does not wait for a database that hangs", async () => {
  const unread = createOfferCache(announcements, { patienceMs: 20 });
  await db.transaction(async (_, sql) => {
    await sql`LOCK TABLE plan IN ACCESS EXCLUSIVE MODE`;
    await expect(unread.find(db.prisma)).rejects.toThrow("The database did not respond.");
  });
  // On a busy machine an answer may take longer than that.
  await expect
    .poll(() =>
      unread.find(db.prisma).then(
        ({ plans }) => plans.length,
        () => 0,
      ),
    )
    .toBeGreaterThan(0);
});

test("the page of an order shows the price as it is when it is requested", async () => {
  const packOf = async (cookie: string) => {
    const show = () => BuyPage({ params: Promise.resolve({}), searchParams: Promise.resolve({ pack: order.key }) });
    const response = await ask(async () => ((await show()).props as { pack?: object }).pack, { cookie });
    return (await response.json()) as unknown;
  };
  const order = { ...pack, key: "pack_61" };
  const made = await call(createPack, "POST", { token, body: order });
  const { id } = made.json.pack as { id: string };
  const cookie = await sessionCookieOf(db, (await newPerson(db, 0)).id);
  for (const amountCents of [6_100, 6_200, 6_300]) {
    await call(editPack, "PUT", { token, body: { ...order, amountCents }, params: { id } });
    expect(await packOf(cookie)).toMatchObject({ amountCents });
  }
});

test("every table that the offer is read from announces its changes", async () => {
  const statements = await queriesDuring(() => readOffer(db.prisma));
  const tables = statements.flatMap((text) =>
    [...text.matchAll(/(?:FROM|JOIN) "public"\."(\w+)"/g)].map(([, name]) => name),
  );
  const announced = await db.sql<{ name: string }>`
    SELECT c.relname AS name FROM pg_trigger t
    JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE p.proname IN ('catalogue_announce', 'meter_announce')`;
  // A version of a rate is never changed, and counts once its meter says so.
  const expected = new Set(tables.filter((name) => name !== "meter_version"));
  expect(expected.size).toBeGreaterThan(4);
  expect([...expected].sort()).toEqual(announced.map(({ name }) => name).sort());
});
