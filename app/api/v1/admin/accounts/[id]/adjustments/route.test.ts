import { expect, test } from "vitest";
import { POST } from "@/app/api/v1/admin/accounts/[id]/adjustments/route";
import { testDatabase } from "@/dev/testing/database";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";

const db = await testDatabase();
closeAppDatabase();

const admin = await newPerson(db, 0, "ADMIN");
const adjust = (id: string, body: Record<string, unknown>, headers: Record<string, string> = {}) =>
  call(POST, "POST", { params: { id }, body: { reason: "A ticket", ...body }, token: admin.token, headers });
const auditOf = (targetId: string) => db.prisma.auditLog.findMany({ where: { targetId, action: "credits.adjusted" } });

test("credits are added and taken with a reason, and each change is on record with before and after", async () => {
  const person = await newPerson(db, 10);
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  const added = await adjust(person.email, { amount: 40, expiresAt });
  expect(added).toMatchObject({ status: 201, json: { balance: 50, available: 50, replayed: false } });
  expect(added.json.entry).toMatchObject({ type: "ADJUSTMENT", amount: 40, description: "A ticket" });
  expect((await adjust(person.accountId, { amount: -15 })).json).toMatchObject({ balance: 35 });
  const rows = await auditOf(person.id);
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatchObject({
    actorId: admin.id,
    reason: "A ticket",
    before: { balance: 10 },
    after: { balance: 50, amount: 40, expiresAt },
    requestId: added.headers.get("x-request-id"),
  });
});

test("a repeated key adjusts once and is recorded once, and the owner's own keys are apart", async () => {
  const person = await newPerson(db);
  const once = { amount: 5, idempotencyKey: "ticket-1" };
  const answers = await Promise.all([adjust(person.id, once), adjust(person.id, once), adjust(person.id, once)]);
  expect(answers.map(({ json }) => json.balance)).toEqual([5, 5, 5]);
  expect(answers.filter(({ json }) => json.replayed === false)).toHaveLength(1);
  expect(answers[0]?.json.entry).toMatchObject({ idempotencyKey: "ticket-1" });
  expect(await auditOf(person.id)).toHaveLength(1);
  expect(await adjust(person.id, { ...once, amount: 6 })).toMatchObject({
    status: 409,
    json: { code: "idempotency_key_reused" },
  });
});

test("an amount above the limit changes nothing until it is typed again", async () => {
  const person = await newPerson(db);
  for (const confirmAmount of [undefined, 10_002, -10_001]) {
    const refused = await adjust(person.id, { amount: 10_001, confirmAmount });
    expect(refused).toMatchObject({ status: 409, json: { code: "adjustment_unconfirmed", limit: 10_000 } });
  }
  expect(await auditOf(person.id)).toEqual([]);
  expect((await adjust(person.id, { amount: 10_001, confirmAmount: 10_001 })).json.balance).toBe(10_001);
  expect((await adjust(person.id, { amount: -10_001 })).status).toBe(409);
});

test("more than is available is refused, or owed where that is asked for", async () => {
  const person = await newPerson(db, 10);
  const refused = await adjust(person.id, { amount: -11 });
  expect(refused).toMatchObject({ status: 402, json: { code: "insufficient_credits", required: 11, available: 10 } });
  expect((await adjust(person.id, { amount: -11, beyondAvailable: "owe" })).json.balance).toBe(-1);
});

test("invalid requests name the field, and an unknown account is 404", async () => {
  const person = await newPerson(db);
  for (const [field, body] of [
    ["amount", { amount: 0 }],
    ["amount", { amount: 1.5 }],
    ["reason", { amount: 1, reason: "  " }],
    ["expiresAt", { amount: 1, expiresAt: "2020-01-01" }],
  ] as const) {
    const refused = await adjust(person.id, body);
    expect(refused).toMatchObject({ status: 422, json: { errors: [{ field }] } });
  }
  expect((await adjust("nobody@example.com", { amount: 1 })).status).toBe(404);
  expect(await auditOf(person.id)).toEqual([]);
});
