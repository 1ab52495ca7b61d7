import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { checkEntitlement } from "@/lib/billing/entitlements/check-entitlement";
import { applyFeatures } from "@/lib/catalog/apply-features";
import { archiveFeature, restoreFeature } from "@/lib/catalog/archive-feature";
import { insertPlan } from "@/lib/catalog/create-plan";
import { editFeature } from "@/lib/catalog/edit-feature";
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
