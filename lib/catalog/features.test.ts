import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { checkEntitlement } from "@/lib/billing/entitlements/check-entitlement";
import { applyFeatures } from "@/lib/catalog/apply-features";
import { archiveFeature, restoreFeature } from "@/lib/catalog/archive-feature";
import { insertPlan } from "@/lib/catalog/create-plan";
import { editFeature } from "@/lib/catalog/edit-feature";
import { updatePlan } from "@/lib/catalog/edit-plan";
import { featureMark } from "@/lib/catalog/feature-mark";
import { listAllFeatures } from "@/lib/catalog/features";
import { featureInput, planInput } from "@/lib/catalog/schemas";
import { newUser } from "@/lib/ledger/testing/accounts";

const database = await testDatabase();
const db = database.prisma;
const ADMIN = { userId: null };
const NOW = new Date("2026-11-21T12:00:00Z");

const save = (what: "create" | "change", input: object) => editFeature({ database }, ADMIN, { what, input }, NOW);
const named = async (key: string) => (await listAllFeatures(db)).find((one) => one.key === key);

test("a feature is created once, changed and audited; nothing is recorded when nothing changes", async () => {
  const seats = { key: "seats", name: "Seats", unit: "seat", per: "standing" };
  expect(await save("create", seats)).toEqual({ ok: true, changed: true });
  expect(await save("create", seats)).toEqual({ ok: false, reason: "key_taken" });
  expect(await save("change", { ...seats, name: "Team seats" })).toEqual({ ok: true, changed: true });
  expect(await save("change", { ...seats, name: "Team seats" })).toEqual({ ok: true, changed: false });
  expect(await save("change", { key: "nope", name: "Nope" })).toEqual({ ok: false, reason: "unknown_feature" });
  expect(await named("seats")).toMatchObject({ name: "Team seats", unit: "seat", kind: "limit", per: "standing" });
  const acts = await db.auditLog.findMany({ where: { targetId: "seats" }, orderBy: { id: "asc" } });
  expect(acts.map(({ action }) => action)).toEqual(["feature.created", "feature.edited"]);
});

test("of two admins who create a feature at once, or edit it from the same page, the second is refused", async () => {
  const tags = { key: "tags", name: "Tags" };
  const both = await Promise.all([save("create", tags), save("create", { ...tags, name: "Labels" })]);
  expect(both).toContainEqual({ ok: true, changed: true });
  expect(both).toContainEqual({ ok: false, reason: "key_taken" });
  const shown = await named("tags");
  const mark = shown && featureMark(shown);
  const edit = (name: string) =>
    editFeature({ database }, ADMIN, { what: "change", mark, input: { ...tags, name } }, NOW);
  const edits = await Promise.all([edit("Marks"), edit("Flags")]);
  expect(edits).toContainEqual({ ok: true, changed: true });
  expect(edits).toContainEqual({ ok: false, reason: "changed_meanwhile" });
  expect(await named("tags")).toMatchObject({ name: edits[0].ok ? "Marks" : "Flags" });
});

test("a feature keeps its kind while a plan on sale, or one with subscribers, limits it by a value of that kind", async () => {
  const rooms = { key: "rooms", name: "Rooms", unit: "room" };
  await save("create", rooms);
  const solo = planInput.parse({
    ...{ key: "solo", name: "Solo", creditsPerMonth: 1, prices: { month: 900 }, limits: { rooms: 10 } },
  });
  const made = await insertPlan(db, ADMIN, solo, NOW);
  const planId = made.ok ? made.planId : "";
  for (const kind of ["set", "switch"]) {
    const refused = await save("change", { ...rooms, kind });
    expect(refused, kind).toEqual({ ok: false, reason: "kind_in_use", plans: ["Solo"] });
  }
  const { id: planVersionId } = await db.planVersion.findFirstOrThrow({ where: { planId } });
  const [userId, period] = [await newUser(database), { anchorAt: NOW, currentPeriodStart: NOW }];
  const { id } = await db.subscription.create({ data: { userId, planVersionId, status: "ACTIVE", ...period } });
  // Unlimited is also what a switch that is on says.
  await updatePlan(db, ADMIN, { planId, input: { ...solo, limits: { rooms: null } } }, NOW);
  expect(await save("change", { ...rooms, kind: "switch" })).toMatchObject({ reason: "kind_in_use" });
  await db.subscription.update({ where: { id }, data: { status: "CANCELED", endedAt: NOW } });
  expect(await save("change", { ...rooms, kind: "switch" })).toEqual({ ok: true, changed: true });
  expect(await save("change", { ...rooms, kind: "set" })).toMatchObject({ reason: "kind_in_use" });
  expect(await named("rooms")).toMatchObject({ kind: "switch" });
});

test("the catalogue file leaves an admin's edit alone until the file changes", async () => {
  const file = (name: string) => [featureInput.parse({ key: "exports", name })];
  await applyFeatures(db, ADMIN, file("Exports"), NOW);
  await save("change", { key: "exports", name: "Data exports" });
  expect(await applyFeatures(db, ADMIN, file("Exports"), NOW)).toEqual([
    { key: "exports", created: false, changed: false },
  ]);
  expect(await named("exports")).toMatchObject({ name: "Data exports" });
  await applyFeatures(db, ADMIN, file("CSV exports"), NOW);
  expect(await named("exports")).toMatchObject({ name: "CSV exports" });
});

test("a feature that a plan limits is archived and still enforced; one that none ever limited is deleted", async () => {
  await save("create", { key: "models", name: "Models", kind: "set" });
  await save("create", { key: "unused", name: "Unused", kind: "switch" });
  const free = { key: "free", name: "Free", isFree: true, creditsPerMonth: 0, limits: { models: ["small"] } };
  await insertPlan(db, ADMIN, planInput.parse(free), NOW);
  const archive = (key: string) => archiveFeature({ database }, ADMIN, key, NOW);
  expect(await archive("models")).toEqual({ ok: true, done: "archived" });
  expect(await archive("unused")).toEqual({ ok: true, done: "deleted" });
  expect(await archive("unused")).toEqual({ ok: false, reason: "unknown_feature" });
  expect(await named("unused")).toBeUndefined();
  const userId = await newUser(database);
  const allowed = async (value: string) => {
    const checked = await checkEntitlement(db, { userId, feature: "models", value }, NOW);
    return checked.ok && checked.allowed;
  };
  expect([await allowed("small"), await allowed("large")]).toEqual([true, false]);
  expect(await restoreFeature({ database }, ADMIN, "models", NOW)).toEqual({ ok: true });
  expect(await named("models")).toMatchObject({ archivedAt: null });
});
