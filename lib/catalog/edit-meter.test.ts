import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { archiveMeter, restoreMeter } from "@/lib/catalog/archive-meter";
import { createMeter } from "@/lib/catalog/create-meter";
import { editMeter } from "@/lib/catalog/edit-meter";
import { listMeterVersions } from "@/lib/catalog/list-meter-versions";
import { findMeter, listAllMeters, listMeters } from "@/lib/catalog/queries";
import { changeMeter, newMeter } from "@/lib/catalog/testing/meters";

const database = await testDatabase();
const ADMIN = { userId: null };
const now = new Date("2026-11-21T12:00:00Z");
const valid = { name: "Tokens", unit: "token", credits: 1, perUnits: 1000 };

const actionsOn = async (targetId: string) => {
  const rows = await database.prisma.auditLog.findMany({ where: { targetId }, orderBy: { id: "asc" } });
  return rows.map(({ action }) => action);
};

test("a changed rate is a new version, earlier versions stay, and each change is audited", async () => {
  const id = await newMeter(database, "tokens", { perUnits: 1000 });
  expect(await changeMeter(database, id, "tokens", { perUnits: 500 })).toBe(2);
  expect(await changeMeter(database, id, "tokens", { perUnits: 500 })).toBe(2);
  expect(await changeMeter(database, id, "tokens", { perUnits: 500, sortOrder: 3 })).toBe(2);
  expect(await findMeter(database.prisma, id)).toMatchObject({ version: 2, perUnits: 500n, sortOrder: 3 });
  const versions = await database.prisma.meterVersion.findMany({ where: { meterId: id }, orderBy: { version: "asc" } });
  expect(versions.map(({ version, perUnits }) => [version, perUnits])).toEqual([
    [1, 1000n],
    [2, 500n],
  ]);
  expect(await actionsOn(id)).toEqual(["meter.created", "meter.edited", "meter.edited"]);
});

test("a version can never be edited or removed", async () => {
  const id = await newMeter(database, "fixed");
  await expect(database.sql`UPDATE meter_version SET credits = 2 WHERE meter_id = ${id}::uuid`).rejects.toThrow(
    "append-only",
  );
  await expect(database.sql`DELETE FROM meter_version WHERE meter_id = ${id}::uuid`).rejects.toThrow("append-only");
  await expect(database.sql`TRUNCATE meter_version`).rejects.toThrow("append-only");
});

test("two admins who save at once create two versions", async () => {
  const id = await newMeter(database, "busy");
  const versions = await Promise.all([2, 3, 4].map((credits) => changeMeter(database, id, "busy", { credits })));
  expect(versions.sort()).toEqual([2, 3, 4]);
});

test("an archived meter leaves the rate card, and returns when it is restored", async () => {
  const id = await newMeter(database, "leaving");
  const listed = async () => (await listMeters(database.prisma)).some((meter) => meter.id === id);
  expect(await archiveMeter({ database }, ADMIN, { id }, now)).toEqual({ ok: true });
  expect(await archiveMeter({ database }, ADMIN, { id }, now)).toEqual({ ok: true });
  expect(await listed()).toBe(false);
  expect((await listAllMeters(database.prisma)).some((meter) => meter.id === id)).toBe(true);
  await restoreMeter({ database }, ADMIN, { id }, now);
  expect(await listed()).toBe(true);
  expect(await actionsOn(id)).toEqual(["meter.created", "meter.archived", "meter.restored"]);
});

test("a key is unique and permanent, and a missing meter is reported", async () => {
  const meterId = await newMeter(database, "taken");
  const nowhere = "0193a1b2-0000-7000-8000-000000000000";
  expect(await createMeter({ database }, ADMIN, { ...valid, key: "taken" }, now)).toMatchObject({
    reason: "key_taken",
  });
  const renamed = { meterId, input: { ...valid, key: "other" } };
  expect(await editMeter({ database }, ADMIN, renamed, now)).toMatchObject({ reason: "key_is_fixed" });
  const missing = { meterId: nowhere, input: { ...valid, key: "x" } };
  expect(await editMeter({ database }, ADMIN, missing, now)).toMatchObject({ reason: "unknown_meter" });
  expect(await archiveMeter({ database }, ADMIN, { id: nowhere }, now)).toMatchObject({ reason: "unknown_meter" });
});

test.each([
  ["credits", 0],
  ["credits", 1.5],
  ["credits", 2e15],
  ["perUnits", 0],
  ["perUnits", 0.5],
  ["minimumCredits", 0],
  ["rounding", "SIDEWAYS"],
  ["unit", " "],
  ["key", "No Key"],
])("%s of %j is refused, naming the field", async (field, value) => {
  const saved = await createMeter({ database }, ADMIN, { ...valid, key: "wrong", [field]: value }, now);
  expect(saved).toMatchObject({ ok: false, reason: "invalid", error: { issues: [{ path: [field] }] } });
});

test("a changed cost is a new version, and the versions are listed with theirs", async () => {
  const cost = { micros: 300_000, currency: "usd" };
  const id = await newMeter(database, "costly", { perUnits: 1000 });
  expect(await changeMeter(database, id, "costly", { perUnits: 1000, cost })).toBe(2);
  expect(await changeMeter(database, id, "costly", { perUnits: 1000, cost: { ...cost } })).toBe(2);
  const versions = await listMeterVersions(database.prisma, id);
  expect(versions.map((one) => [one.version, one.cost])).toEqual([
    [2, { micros: 300_000n, currency: "usd" }],
    [1, null],
  ]);
});
