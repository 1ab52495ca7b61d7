import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { noteSamePerson } from "@/lib/account/note-same-person";
import { notesOf } from "@/lib/account/user-notes";
import { newPerson } from "@/lib/api/testing/people";

const database = await testDatabase();
const admin = await newPerson(database, 0, "ADMIN");
const note = (userId: string, other: string) =>
  noteSamePerson(database, { userId: admin.id }, { userId, other, text: "Confirmed by phone" }, new Date());

test("both accounts have the note, with a link to each other, on record for each, and nothing is moved", async () => {
  const [one, other] = [await newPerson(database, 30), await newPerson(database, 70)];
  expect(await note(one.id, ` ${other.email.toUpperCase()}`)).toEqual({ ok: true, otherId: other.id });
  for (const [mine, its] of [
    [one, other],
    [other, one],
  ] as const) {
    expect(await notesOf(database.prisma, mine.id)).toMatchObject([
      { text: "Confirmed by phone", authorEmail: admin.email, other: { id: its.id, email: its.email } },
    ]);
    const records = await database.prisma.auditLog.findMany({ where: { targetId: mine.id } });
    expect(records).toMatchObject([{ action: "user.same_person_noted", actorId: admin.id, after: { other: its.id } }]);
  }
  expect(await database.prisma.creditAccount.count({ where: { balance: { in: [30n, 70n] } } })).toBe(2);
});

test("two admins at once write one pair, from either side", async () => {
  const [one, other] = [await newPerson(database), await newPerson(database)];
  const outcomes = await Promise.all([note(one.id, other.id), note(other.id, one.id), note(one.id, other.email)]);
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await notesOf(database.prisma, one.id)).toHaveLength(1);
  expect(await notesOf(database.prisma, other.id)).toHaveLength(1);
});

test("an account is not noted as its own double, and neither is one that does not exist or was deleted", async () => {
  const { id, email } = await newPerson(database);
  const gone = await newPerson(database);
  await database.prisma.user.update({ where: { id: gone.id }, data: { deletedAt: new Date() } });
  expect(await note(id, email)).toEqual({ ok: false, reason: "own_account_twice" });
  for (const other of [gone.id, "nobody@example.com", ""]) {
    expect(await note(id, other)).toEqual({ ok: false, reason: "unknown_user" });
  }
  expect(await note(gone.id, id)).toEqual({ ok: false, reason: "unknown_user" });
  expect(await notesOf(database.prisma, id)).toEqual([]);
});
