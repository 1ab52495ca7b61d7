import { beforeAll, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { type InRequest, inRequest } from "@/dev/testing/in-request";
import { closeAppDatabase, newPerson, sessionCookieOf } from "@/lib/api/testing/people";
import { requireUser } from "@/lib/auth/guards";

const db = await testDatabase();
closeAppDatabase();

let ask: InRequest;
beforeAll(async () => {
  ask = await inRequest();
});

const ORDER = "/buy?pack=pack_500&next=%2Fplayground";

/** Where someone without a session is sent who asks for something that leads back to `next`. */
async function sentTo(headers: Record<string, string>, next = "/credits"): Promise<string | null> {
  const answer = await ask(() => requireUser(next), headers);
  const location = answer.headers.get("location");
  return location && new URL(location, "http://localhost").searchParams.get("next");
}

test("whose session is over while they press a button comes back to the page with the button", async () => {
  expect(await sentTo({ "next-action": "an id", "x-path": ORDER })).toBe(ORDER);
  const plain = { "content-type": "multipart/form-data; boundary=one" };
  expect(await sentTo({ ...plain, "x-path": ORDER })).toBe(ORDER);
});

test("a page names itself, and an action without a good page leads to where the action says", async () => {
  expect(await sentTo({ "x-path": ORDER })).toBe("/credits");
  expect(await sentTo({ "next-action": "an id" })).toBe("/credits");
  expect(await sentTo({ "next-action": "an id", "x-path": "//evil.example/" })).toBe("/credits");
});

test("someone who is locked is signed out at once", async () => {
  const person = await newPerson(db);
  const cookie = await sessionCookieOf(db, person.id);
  expect(await sentTo({ cookie })).toBeNull();
  await db.prisma.user.update({ where: { id: person.id }, data: { lockedAt: new Date() } });
  expect(await sentTo({ cookie })).toBe("/credits");
});
