import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { NOON } from "@/lib/ledger/testing/accounts";
import { deleteView, MOST_VIEWS, renameView, saveView } from "@/lib/saved-views/change-views";
import { deleteViewsNaming } from "@/lib/saved-views/forget-person";
import { listViews } from "@/lib/saved-views/list-views";

const database = await testDatabase();
const { prisma } = database;
const admin = { userId: randomUUID() };

const save = (name: string, query = "status=PAST_DUE", list: "USERS" | "PAYMENTS" = "USERS") =>
  saveView(database, admin, { list, name, query }, NOON);
const names = async () => (await listViews(prisma, "USERS")).map(({ name }) => name);

beforeEach(async () => {
  await prisma.savedView.deleteMany();
});

test("a view is saved, renamed and deleted for all admins, and the audit log tells of it without its words", async () => {
  const saved = await save(" Past due ");
  expect(saved).toMatchObject({ ok: true, view: { name: "Past due", query: "status=PAST_DUE" } });
  const id = saved.ok ? saved.view.id : "";
  expect(await renameView(database, admin, { id, name: "Late" }, NOON)).toMatchObject({ ok: true });
  expect(await names()).toEqual(["Late"]);
  expect(await deleteView(database, admin, id, NOON)).toMatchObject({ ok: true });
  expect(await names()).toEqual([]);
  expect(await deleteView(database, admin, id, NOON)).toEqual({ ok: false, reason: "unknown_view" });
  const records = await prisma.auditLog.findMany({ where: { targetId: id }, orderBy: { id: "asc" } });
  expect(records.map(({ action }) => action)).toEqual(["view.saved", "view.renamed", "view.deleted"]);
  expect(JSON.stringify(records)).not.toMatch(/Late|Past due|PAST_DUE/);
});

test("a name is taken once per list, also by two admins at once", async () => {
  const both = await Promise.all([save("Late"), save("Late")]);
  expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
  expect(both).toContainEqual({ ok: false, reason: "name_taken" });
  expect(await save("Late", "status=FAILED", "PAYMENTS")).toMatchObject({ ok: true });
  const other = await save("Other");
  const id = other.ok ? other.view.id : "";
  expect(await renameView(database, admin, { id, name: "Late" }, NOON)).toEqual({ ok: false, reason: "name_taken" });
});

test("a list has at most thirty views", async () => {
  const data = Array.from({ length: MOST_VIEWS - 1 }, (_, nth) => ({
    ...{ list: "USERS" as const, name: `View ${nth}`, query: "is=locked", createdAt: NOON },
  }));
  await prisma.savedView.createMany({ data });
  const both = await Promise.all([save("One more"), save("Another")]);
  expect(both).toContainEqual({ ok: false, reason: "too_many" });
  expect(await names()).toHaveLength(MOST_VIEWS);
});

test("a view needs a name and a filter", async () => {
  for (const name of ["", "  ", "x".repeat(61), "a\u0000"]) {
    expect(await save(name)).toEqual({ ok: false, reason: "invalid_name" });
  }
  expect(await save("Everything", "")).toEqual({ ok: false, reason: "invalid_query" });
});

test("views that name a person are deleted with their account, and no others", async () => {
  await save("Ann's", "search=ann%40example.com");
  await save("Full name", "search=Ann+Archer");
  await save("Her app id", "search=42");
  await save("Plan 42 and annual", "plan=annual42");
  const person = { email: "ann@example.com", name: "Ann Archer", externalId: "42", stripeCustomerId: null };
  await deleteViewsNaming(prisma, person);
  expect(await names()).toEqual(["Plan 42 and annual"]);
});
