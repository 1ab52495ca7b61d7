import fc from "fast-check";
import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { archiveMeter } from "@/lib/catalog/archive-meter";
import { priceQuantity } from "@/lib/catalog/price-quantity";
import { listAllMeters } from "@/lib/catalog/queries";
import { applyRates, planRates } from "@/lib/catalog/rates/import-rates";
import { modelMeterKey, modelMeters } from "@/lib/catalog/rates/model-meters";
import { type ModelPrices, readModelsDev } from "@/lib/catalog/rates/models-dev";
import { changeMeter } from "@/lib/catalog/testing/meters";

const db = await testDatabase();
const NOON = new Date("2026-11-30T12:00:00Z");
const NOBODY = { userId: null };
const TERMS = { creditPrice: "0.01", margin: "1.3" };

// As models.dev writes it, with what is not looked at.
const FILE = JSON.stringify({
  openai: {
    id: "openai",
    name: "OpenAI",
    env: ["OPENAI_API_KEY"],
    npm: "@ai-sdk/openai",
    doc: "https://platform.openai.com/docs/models",
    models: {
      "gpt-5.1": {
        id: "gpt-5.1",
        name: "GPT-5.1",
        reasoning: true,
        modalities: { input: ["text", "image"], output: ["text"] },
        cost: { input: 1.25, output: 10, cache_read: 0.125 },
        limit: { context: 400000, output: 128000 },
      },
      "gpt-oss-free": { id: "gpt-oss-free", name: "Free", cost: { input: 0, output: 0 } },
      "text-moderation": { id: "text-moderation", name: "Moderation" },
    },
  },
  anthropic: {
    models: {
      "claude-sonnet-4-5-20250929": {
        name: "Claude Sonnet 4.5",
        cost: {
          input: 3,
          output: 15,
          cache_read: 0.3,
          cache_write: 3.75,
          context_over_200k: { input: 6, output: 22.5 },
        },
      },
    },
  },
});

function models(text = FILE): ModelPrices[] {
  const read = readModelsDev(text);
  if (!read.ok) throw new Error(read.detail);
  return read.models;
}

const model = (id: string) => models().filter((one) => one.id === id);

test("a model becomes one meter for each kind of tokens, at the exact price with the margin", () => {
  const [gpt] = model("gpt-5.1");
  if (!gpt) throw new Error("missing");
  const meters = modelMeters(gpt, TERMS).map((meter) => (meter.ok ? meter.input : meter));
  expect(meters).toMatchObject([
    // 1.25 × 1.3 / 0.01 is 162.5 credits for a million tokens.
    { key: "gpt-5-1_input", credits: 325, perUnits: 2_000_000, rounding: "UP", unit: "token" },
    { key: "gpt-5-1_output", credits: 1300, perUnits: 1_000_000 },
    { key: "gpt-5-1_cache-read", credits: 65, perUnits: 4_000_000 },
  ]);
  // 1.25 dollars a million are 2.5 for two: 250 cents, in millionths of a cent.
  expect(meters[0]).toMatchObject({ cost: { micros: 250_000_000, currency: "usd" } });
});

test("keys name the model without its provider, and the kind", () => {
  expect(modelMeterKey("openai/GPT-5.1 Turbo", "cache_read")).toBe("gpt-5-1-turbo_cache-read");
  expect(modelMeterKey("01-ai/1.5", "input")).toBe("m-1-5_input");
  expect(modelMeterKey("claude-sonnet-4-5-20250929", "cache_write")).toBe("claude-sonnet-4-5-20250929_cache-write");
});

const decimal = (max: number, places: number) =>
  fc
    .tuple(fc.nat(max), fc.nat(10 ** places - 1))
    .map(([whole, part]) => `${whole}.${String(part).padStart(places, "0")}`);
const positive = (text: string) => Number(text) > 0;

/** What a million tokens cost by the meter, and what they should: price × margin / worth, rounded up. */
function ofAMillion(price: string, margin: string, creditPrice: string) {
  const prices = { input: price };
  const [meter] = modelMeters({ provider: "p", id: "m", name: "M", prices, hasTiers: false }, { margin, creditPrice });
  if (!meter?.ok) throw new Error(`no meter for ${price}`);
  const { credits, perUnits, minimumCredits } = meter.input;
  const rate = {
    credits: BigInt(credits),
    perUnits: BigInt(perUnits),
    rounding: "UP" as const,
    minimumCredits: BigInt(minimumCredits),
  };
  const priced = priceQuantity(rate, "1000000");
  const units = (text: string) => BigInt(Number(text).toFixed(4).replace(".", ""));
  const [above, below] = [units(price) * units(margin), units(creditPrice) * 10_000n];
  return { charged: priced.ok ? priced.credits : null, exact: (above + below - 1n) / below };
}

test("for usual margins and worths of a credit, a million tokens cost exactly what they should", () => {
  const worth = fc.constantFrom("1", "0.1", "0.05", "0.02", "0.01", "0.005", "0.001");
  fc.assert(
    fc.property(
      decimal(200, 3).filter(positive),
      decimal(5, 2).filter(positive),
      worth,
      (price, margin, creditPrice) => {
        const { charged, exact } = ofAMillion(price, margin, creditPrice);
        expect(charged).toBe(exact);
      },
    ),
  );
});

test("with any margin and worth, they never cost less, and at most a credit more", () => {
  fc.assert(
    fc.property(
      decimal(200, 4).filter(positive),
      decimal(5, 4).filter(positive),
      decimal(2, 4).filter(positive),
      (...terms) => {
        const { charged, exact } = ofAMillion(...terms);
        expect([exact, exact + 1n]).toContain(charged);
      },
    ),
  );
});

test("an import creates meters, a second one changes nothing, and a new price is the next version", async () => {
  const first = await planRates(db.prisma, model("gpt-5.1"), TERMS);
  if (!first.ok) throw new Error(first.reason);
  expect(first.changes.map(({ kind }) => kind)).toEqual(["new", "new", "new"]);
  expect(await applyRates(db, NOBODY, first.changes, NOON)).toEqual({ ok: true, created: 3, changed: 0 });
  const again = await planRates(db.prisma, model("gpt-5.1"), TERMS);
  expect(again).toMatchObject({ ok: true, changes: [{ kind: "same" }, { kind: "same" }, { kind: "same" }] });

  const dearer = await planRates(db.prisma, models(FILE.replace('"output":10,', '"output":12,')).slice(0, 1), TERMS);
  if (!dearer.ok) throw new Error(dearer.reason);
  expect(dearer.changes[1]).toMatchObject({ kind: "changed", before: { credits: 1300 }, input: { credits: 1560 } });
  expect(await applyRates(db, NOBODY, dearer.changes, NOON)).toEqual({ ok: true, created: 0, changed: 1 });
  const meters = await listAllMeters(db.prisma);
  expect(meters.find(({ key }) => key === "gpt-5-1_output")).toMatchObject({ version: 2, credits: 1560n });
});

test("an import that meets another change does nothing at all", async () => {
  const claude = await planRates(db.prisma, model("claude-sonnet-4-5-20250929"), TERMS);
  if (!claude.ok) throw new Error(claude.reason);
  await applyRates(db, NOBODY, claude.changes, NOON);
  const half = await planRates(db.prisma, model("claude-sonnet-4-5-20250929"), { ...TERMS, margin: "2" });
  if (!half.ok) throw new Error(half.reason);
  const meters = () => listAllMeters(db.prisma);
  const last = (await meters()).find(({ key }) => key.endsWith("cache-write"));
  await changeMeter(db, last?.id ?? "", last?.key ?? "", { credits: 9 });
  const before = await meters();
  expect(await applyRates(db, NOBODY, half.changes, NOON)).toEqual({ ok: false, reason: "changed_meanwhile" });
  expect(await meters()).toEqual(before);
});

test("free kinds and models without a price get no meter, and are named", async () => {
  const free = await planRates(db.prisma, model("gpt-oss-free"), TERMS);
  expect(free).toMatchObject({
    ok: true,
    changes: [],
    left: [{ key: "gpt-oss-free_input", reason: "free" }, { reason: "free" }],
  });
  expect(await planRates(db.prisma, model("text-moderation"), TERMS)).toEqual({ ok: true, changes: [], left: [] });
});

test("one model of two providers is refused by name", async () => {
  const twice = models(
    JSON.stringify({
      a: { models: { "x/m": { cost: { input: 1 } } } },
      b: { models: { "y/m": { cost: { input: 2 } } } },
    }),
  );
  expect(await planRates(db.prisma, twice, TERMS)).toEqual({
    ok: false,
    reason: "same_key",
    key: "m_input",
    models: ["a/x/m", "b/y/m"],
  });
});

test("an archived meter stays as it is", async () => {
  const one = models(JSON.stringify({ a: { models: { old: { cost: { input: 1 } } } } }));
  const plan = await planRates(db.prisma, one, TERMS);
  if (!plan.ok) throw new Error(plan.reason);
  await applyRates(db, NOBODY, plan.changes, NOON);
  const meter = (await listAllMeters(db.prisma)).find(({ key }) => key === "old_input");
  await archiveMeter({ database: db }, NOBODY, { id: meter?.id ?? "" }, NOON);
  expect(await planRates(db.prisma, one, { ...TERMS, margin: "2" })).toMatchObject({
    changes: [{ kind: "archived", key: "old_input" }],
  });
});

test("a file that is not the list of models is refused with the place", () => {
  expect(readModelsDev("{")).toMatchObject({ ok: false, detail: expect.stringContaining("not JSON") });
  expect(readModelsDev("[]")).toMatchObject({ ok: false });
  const wrong = JSON.stringify({ a: { models: { m: { cost: { input: "free" } } } } });
  expect(readModelsDev(wrong)).toMatchObject({ ok: false, detail: expect.stringContaining("a.models.m.cost.input") });
  expect(readModelsDev(JSON.stringify({ a: { models: { m: { cost: { input: -1 } } } } }))).toMatchObject({ ok: false });
});

test("tiers are noticed", () => {
  expect(
    models()
      .filter(({ hasTiers }) => hasTiers)
      .map(({ id }) => id),
  ).toEqual(["claude-sonnet-4-5-20250929"]);
});
