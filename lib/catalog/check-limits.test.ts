import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { testStripe } from "@/dev/testing/stripe";
import { applyCatalogue } from "@/lib/catalog/apply-catalogue";
import { archiveFeature } from "@/lib/catalog/archive-feature";
import { createPlan, type SavedPlan } from "@/lib/catalog/create-plan";
import { editPlan } from "@/lib/catalog/edit-plan";
import { previewPlanEdit } from "@/lib/catalog/preview-plan-edit";
import type { Limits } from "@/lib/catalog/types";

const database = await testDatabase();
const db = database.prisma;
const { stripe } = await testStripe();
const services = { database, stripe };
const ADMIN = { userId: null };
const NOW = new Date("2026-11-21T12:00:00Z");

const plan = { key: "solo", name: "Solo", creditsPerMonth: 10, prices: { month: 900 } };
const features = [
  { key: "workflows", name: "Workflows" },
  { key: "api", name: "API keys", kind: "switch" as const },
  { key: "models", name: "Models", kind: "set" as const },
  { key: "seats", name: "Seats" },
];
await applyCatalogue(services, { plans: [{ ...plan, limits: { seats: 3 } }], packs: [], features }, NOW);
const { id: planId } = await db.plan.findUniqueOrThrow({ where: { key: "solo" } });
await archiveFeature({ database }, ADMIN, "seats", NOW);

type Previewed = Awaited<ReturnType<typeof previewPlanEdit>>;
const complaints = (result: SavedPlan | Previewed) =>
  !result.ok && result.reason === "invalid"
    ? result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`)
    : [];
const make = (limits: Limits) => createPlan(services, ADMIN, { ...plan, key: "team", limits }, NOW);

test.each<{ limits: Limits; says: string }>([
  { limits: { storage: 1 }, says: "limits.storage: There is no feature with the key storage" },
  { limits: { seats: 3 }, says: "limits.seats: Seats is archived" },
  { limits: { workflows: ["one"] }, says: "limits.workflows: Workflows takes a whole number" },
  { limits: { api: 1 }, says: "limits.api: API keys is on or off" },
  { limits: { api: ["read"] }, says: "limits.api: API keys is on or off" },
  { limits: { models: null }, says: "limits.models: Models takes a list of values" },
])("a new version with the limits $limits is refused by the name of its field", async ({ limits, says }) => {
  const input = { ...plan, limits, creditsPerMonth: 11 };
  const tries = [
    await make(limits),
    await editPlan(services, ADMIN, { planId, input }, NOW),
    await previewPlanEdit(db, { planId, input }),
  ];
  for (const result of tries) {
    expect(complaints(result)).toEqual([expect.stringContaining(says)]);
  }
  expect(await db.plan.count({ where: { key: "team" } })).toBe(0);
});

test("every limit that is wrong is named at once, and limits of each kind are saved", async () => {
  expect(complaints(await make({ storage: 1, models: 2, workflows: 3 }))).toHaveLength(2);
  expect(await make({ workflows: null, api: null, models: ["small"] })).toMatchObject({ ok: true, version: 1 });
});

test("a sentence of the card that contradicts a limit is refused, and names its line and the limit", async () => {
  const card = { limits: { workflows: 3 }, features: ["Email support", "5 workflows"], creditsPerMonth: 11 };
  const says = /^features: Line 2, "5 workflows": the limit of Workflows is 3\. Remove the line/;
  const tries = [
    await createPlan(services, ADMIN, { ...plan, key: "loud", ...card }, NOW),
    await editPlan(services, ADMIN, { planId, input: { ...plan, ...card } }, NOW),
    await previewPlanEdit(db, { planId, input: { ...plan, ...card } }),
  ];
  for (const result of tries) expect(complaints(result)).toEqual([expect.stringMatching(says)]);
  const file = { plans: [{ ...plan, key: "loud", ...card }], packs: [], features };
  await expect(applyCatalogue(services, file, NOW)).rejects.toThrow(/plan loud cannot be applied: features: Line 2/);
});

test("a plan whose feature was archived since can be moved in the list without a new version", async () => {
  const input = { ...plan, limits: { seats: 3 }, sortOrder: 7 };
  expect(await editPlan(services, ADMIN, { planId, input }, NOW)).toMatchObject({ ok: true, version: 1 });
});

test("a catalogue file that limits a feature it does not define is refused with the plan and the field", async () => {
  const file = { plans: [{ ...plan, key: "typo", limits: { workflow: 3 } }], packs: [], features };
  await expect(applyCatalogue(services, file, NOW)).rejects.toThrow(
    /plan typo cannot be applied: limits\.workflow: There/,
  );
});
