import { expect, test } from "vitest";
import { PATCH } from "@/app/api/v1/accounts/[account]/route";
import { GET as getCredits } from "@/app/api/v1/credits/route";
import { testDatabase } from "@/dev/testing/database";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";

const db = await testDatabase();
closeAppDatabase();

const admin = await newPerson(db, 0, "ADMIN");
const made = await createApiKey(
  db.prisma,
  { owner: { userId: admin.id, role: "ADMIN" }, name: "App", service: true },
  new Date(),
);
const token = made.ok ? made.key : "";
const set = (account: string, externalId: unknown, by = token) =>
  call(PATCH, "PATCH", { params: { account }, body: { externalId }, token: by });

test("a service key names an account by its own id from then on, and the change is on record", async () => {
  const person = await newPerson(db, 7);
  const answer = await set(person.email, " customer-42 ");
  expect(answer).toMatchObject({
    status: 200,
    json: { account: person.accountId, user: person.id, externalId: "customer-42" },
  });
  const read = await call(getCredits, "GET", { url: "/?account=customer-42", token });
  expect(read.json).toMatchObject({ account: person.accountId, balance: 7 });
  const row = { action: "user.external_id_set", targetId: person.id, actorId: admin.id };
  const [change, ...more] = await db.prisma.auditLog.findMany({ where: row });
  expect(more).toEqual([]);
  expect(change).toMatchObject({ before: { isSet: false }, after: { isSet: true } });
  expect(JSON.stringify(change)).not.toContain("customer-42");
  expect(await set("customer-42", null)).toMatchObject({ status: 200, json: { externalId: null } });
  expect((await call(getCredits, "GET", { url: "/?account=customer-42", token })).status).toBe(404);
});

test("an id belongs to one account, also with concurrent requests", async () => {
  const people = [await newPerson(db), await newPerson(db), await newPerson(db)];
  const answers = await Promise.all(people.map(({ id }) => set(id, "wanted")));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  expect(answers.find(({ status }) => status === 409)?.json).toMatchObject({ code: "external_id_taken" });
});

test("requires a service key, an existing account and a valid id", async () => {
  const person = await newPerson(db);
  expect((await set(person.id, "mine", person.token)).status).toBe(404);
  expect((await set("nobody@example.com", "x")).status).toBe(404);
  for (const bad of ["", "   ", "a\u0000b", "x".repeat(256), 5]) expect((await set(person.id, bad)).status).toBe(422);
});
