import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { actOnUser, USER_ACTS, type UserAct } from "@/lib/account/admin-acts";
import { findUser } from "@/lib/account/list/find-user";
import { readUserPage } from "@/lib/account/read-user-page";
import { addNote, notesOf } from "@/lib/account/user-notes";
import { newPerson } from "@/lib/api/testing/people";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";
import { createSession } from "@/lib/auth/sessions/create-session";
import { sessionsOf } from "@/lib/auth/sessions/queries";

const db = await testDatabase();
const admin = await newPerson(db, 0, "ADMIN");
const actor = { userId: admin.id, network: "203.0.113.0/24", requestId: "request-1" };
const at = new Date();
const act = (userId: string, name: UserAct, reason = "A ticket") =>
  actOnUser(db, actor, { userId, act: name, reason }, { at, now: at });
const recordsOf = (targetId: string) => db.prisma.auditLog.findMany({ where: { targetId }, orderBy: { id: "asc" } });

test("each act changes what it names and is on record with its reason, once", async () => {
  const { id } = await newPerson(db);
  await db.prisma.user.update({ where: { id }, data: { emailVerified: null } });
  const device = { userAgent: "test", network: null };
  await createSession(db.prisma, { userId: id, method: "password", device }, at);
  await createApiKey(db.prisma, { owner: { userId: id, role: "USER" }, name: "k" }, at);

  expect(await act(id, "end_sessions")).toEqual({ ok: true, changed: true });
  expect(await sessionsOf(db.prisma, id, at)).toEqual([]);
  for (const name of ["revoke_keys", "lock", "make_admin"] as const) {
    expect(await act(id, name), name).toEqual({ ok: true, changed: true });
    expect(await act(id, name), name).toEqual({ ok: true, changed: false });
  }
  expect(await act(id, "resend_verification")).toEqual({ ok: true, changed: true });
  expect(await db.prisma.user.findUnique({ where: { id } })).toMatchObject({ role: "ADMIN", lockedAt: at });
  expect(await db.prisma.apiKey.count({ where: { userId: id, revokedAt: null } })).toBe(0);
  expect(await db.prisma.mail.count({ where: { userId: id, template: "verify_email" } })).toBe(1);

  const records = await recordsOf(id);
  expect(records.map(({ action }) => action).sort()).toEqual([
    "api_keys.revoked",
    "sessions.ended",
    "user.locked",
    "user.role_changed",
    "verification.resent",
  ]);
  for (const record of records) {
    expect(record).toMatchObject({
      actorId: admin.id,
      reason: "A ticket",
      network: "203.0.113.0/24",
      requestId: "request-1",
    });
  }
  expect(records.find(({ action }) => action === "user.role_changed")).toMatchObject({
    before: { role: "USER" },
    after: { role: "ADMIN" },
  });
});

test("nothing happens without a reason, to a deleted user, or to an unknown one", async () => {
  const { id } = await newPerson(db);
  await db.prisma.user.update({ where: { id }, data: { deletedAt: at } });
  for (const name of USER_ACTS) {
    expect(await act(admin.id, name, "  ")).toEqual({ ok: false, reason: "missing_reason" });
    expect(await act(id, name)).toEqual({ ok: false, reason: "unknown_user" });
    expect(await act("01936d3e-0000-7000-8000-000000000000", name)).toEqual({ ok: false, reason: "unknown_user" });
  }
  expect(await recordsOf(id)).toEqual([]);
});

test("admins cannot lock themselves or give up their own role", async () => {
  for (const name of ["lock", "make_user"] as const) {
    expect(await act(admin.id, name)).toEqual({ ok: false, reason: "own_account" });
  }
});

test("two admins who act at once make one change and one record", async () => {
  const { id } = await newPerson(db);
  const outcomes = await Promise.all([act(id, "make_admin"), act(id, "make_admin"), act(id, "make_admin")]);
  expect(outcomes.filter((outcome) => outcome.ok && outcome.changed)).toHaveLength(1);
  expect(await recordsOf(id)).toHaveLength(1);
});

test("a note is kept with its author, and the audit log does not repeat its text", async () => {
  const { id } = await newPerson(db);
  await addNote(db, actor, { userId: id, text: "Prefers email" }, at);
  expect(await notesOf(db.prisma, id)).toMatchObject([{ text: "Prefers email", authorEmail: admin.email }]);
  expect(JSON.stringify(await recordsOf(id))).not.toContain("Prefers");
});

test("the page of a user reads everything, and its balance is the sum of what it explains", async () => {
  const { id } = await newPerson(db, 70);
  const user = await findUser(db.prisma, id);
  if (!user) throw new Error("The user is missing.");
  const { ledger, log } = await readUserPage(db, user, { at, now: new Date() });
  const sum = ledger?.explanation.byType.reduce((total, { amount }) => total + amount, 0n);
  expect(ledger?.balance).toMatchObject({ balance: 70n, available: 70n });
  expect(sum).toBe(70n);
  expect(log).toEqual([]);
});
