import { expect, test } from "vitest";
import { POST } from "@/app/api/v1/admin/webhook-events/[id]/replay/route";
import { GET } from "@/app/api/v1/admin/webhook-events/route";
import { testDatabase } from "@/dev/testing/database";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";

const db = await testDatabase();
closeAppDatabase();

const admin = await newPerson(db, 0, "ADMIN");
const at = new Date("2026-11-21T08:00:00Z");
for (const [index, status] of (["FAILED", "PROCESSED", "IGNORED"] as const).entries()) {
  const receivedAt = new Date(at.getTime() + index * 1_000);
  await db.prisma.webhookEvent.create({
    data: {
      ...{ id: `evt_${index}`, type: "invoice.paid", status, outcome: "Was.", attempts: 2, occurredAt: at, receivedAt },
      ...{ customerId: `cus_${index}`, payload: { data: { object: { client_secret: "hush" } } } },
      processedAt: status === "FAILED" ? null : at,
    },
  });
}

const list = (query: string) => call(GET, "GET", { url: `/?${query}`, token: admin.token });
const idsOf = (json: Record<string, unknown>) => (json.data as { id: string }[]).map(({ id }) => id);

test("events are listed newest first, in pages, narrowed by status, type and customer, without their payloads", async () => {
  const first = await list("limit=2");
  expect(idsOf(first.json)).toEqual(["evt_2", "evt_1"]);
  expect(JSON.stringify(first.json)).not.toContain("hush");
  const rest = await list(`limit=2&cursor=${first.json.nextCursor}`);
  expect(idsOf(rest.json)).toEqual(["evt_0"]);
  expect(rest.json.nextCursor).toBeNull();
  expect(idsOf((await list("status=FAILED")).json)).toEqual(["evt_0"]);
  expect(idsOf((await list("customer=cus_1")).json)).toEqual(["evt_1"]);
  expect(idsOf((await list("type=customer.updated")).json)).toEqual([]);
  for (const query of ["status=LOST", "cursor=nonsense"]) expect((await list(query)).status).toBe(422);
});

test("a replay queues the event again, on record with the admin and the request", async () => {
  const replayed = await call(POST, "POST", { params: { id: "evt_0" }, token: admin.token });
  expect(replayed).toMatchObject({ status: 200, json: { id: "evt_0", status: "PENDING", attempts: 0 } });
  const jobs = await db.sql`SELECT FROM graphile_worker.jobs WHERE key = 'event:evt_0'`;
  expect(jobs).toHaveLength(1);
  const record = await db.prisma.auditLog.findFirstOrThrow({ where: { targetId: "evt_0" } });
  expect(record).toMatchObject({ actorId: admin.id, requestId: replayed.headers.get("x-request-id") });
  expect((await call(POST, "POST", { params: { id: "evt_9" }, token: admin.token })).status).toBe(404);
});

test("to anyone else neither exists", async () => {
  const person = await newPerson(db);
  for (const status of [
    (await call(GET, "GET", { token: person.token })).status,
    (await call(POST, "POST", { params: { id: "evt_0" }, token: person.token })).status,
  ]) {
    expect(status).toBe(404);
  }
});
