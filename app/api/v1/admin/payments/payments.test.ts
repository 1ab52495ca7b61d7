import { beforeAll, expect, test } from "vitest";
import { GET as exportEntries } from "@/app/api/v1/admin/export/entries.csv/route";
import { GET as exportPayments } from "@/app/api/v1/admin/export/payments.csv/route";
import { POST as preview } from "@/app/api/v1/admin/payments/[id]/refunds/preview/route";
import { POST as refund } from "@/app/api/v1/admin/payments/[id]/refunds/route";
import { GET as list } from "@/app/api/v1/admin/payments/route";
import type { RouteHandler } from "@/lib/api/http/route";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";
import { billingWorld, type Person } from "@/lib/billing/testing/world";

const world = await billingWorld(undefined, undefined, Math.floor(Date.now() / 1_000));
const { database: db } = world;
closeAppDatabase();

let admin: Awaited<ReturnType<typeof newPerson>>;
let buyer: Person;
let paymentId: string;

beforeAll(async () => {
  admin = await newPerson(db, 0, "ADMIN");
  buyer = await world.signUp();
  await world.buyPack(buyer, "pack_500");
  await world.deliver();
  paymentId = (await db.prisma.payment.findFirstOrThrow({ where: { userId: buyer.userId } })).id;
});

const asAdmin = (handler: RouteHandler, method: string, options: Parameters<typeof call>[2] = {}) =>
  call(handler, method, { token: admin.token, params: { id: paymentId }, ...options });

async function csv(handler: RouteHandler, query: string): Promise<string[]> {
  const request = new Request(`http://localhost:3000/?${query}`, {
    headers: { authorization: `Bearer ${admin.token}` },
  });
  const response = await handler(request, { params: Promise.resolve({}) });
  expect(response.headers.get("content-type")).toContain("text/csv");
  return (await response.text()).trim().split("\r\n");
}

test("a user's own token reaches none of it", async () => {
  const user = await newPerson(db);
  for (const [handler, method] of [
    [list, "GET"],
    [exportPayments, "GET"],
    [exportEntries, "GET"],
    [preview, "POST"],
    [refund, "POST"],
  ] as const) {
    expect((await call(handler, method, { token: user.token, params: { id: paymentId } })).status).toBe(404);
  }
});

test("payments are listed with their owner, and each filter leaves out the others", async () => {
  const all = await asAdmin(list, "GET");
  expect(all).toMatchObject({
    status: 200,
    json: { data: [{ id: paymentId, status: "SUCCEEDED", user: { id: buyer.userId } }], nextCursor: null },
  });
  const tomorrow = new Date(world.now().getTime() + 86_400_000).toISOString();
  for (const query of ["status=FAILED", "kind=SUBSCRIPTION", "currency=eur", "user=nobody", `from=${tomorrow}`]) {
    expect((await asAdmin(list, "GET", { url: `/?${query}` })).json.data, query).toEqual([]);
  }
  const same = `status=SUCCEEDED&kind=PACK&currency=usd&user=${buyer.userId}&by=paid&to=${tomorrow}`;
  expect((await asAdmin(list, "GET", { url: `/?${same}` })).json).toMatchObject({ data: [{ id: paymentId }] });
});

test("a refund does what its preview said, once per key, never under the key of another, and is on record", async () => {
  await world.spend(buyer, 500n);
  const previewed = await asAdmin(preview, "POST", { body: { amountCents: 2_400 } });
  expect(previewed).toMatchObject({
    status: 200,
    json: { amountCents: 2_400, refundableCents: 6_000, credits: 200, after: { balance: -150, debt: 150 } },
  });
  const body = { amountCents: 2_400, reason: "Charged twice", idempotencyKey: "ticket-1" };
  for (const _again of [1, 2]) {
    const made = await asAdmin(refund, "POST", { body });
    expect(made).toMatchObject({
      status: 201,
      json: { payment: { id: paymentId, status: "PARTIALLY_REFUNDED", refundedCents: 2_400 } },
    });
  }
  for (const other of [2_401, undefined]) {
    const reused = await asAdmin(refund, "POST", { body: { ...body, amountCents: other } });
    expect(reused).toMatchObject({ status: 409, json: { code: "idempotency_key_reused" } });
  }
  const audited = await db.prisma.auditLog.findMany({ where: { targetId: paymentId } });
  expect(audited).toMatchObject([{ actorId: admin.id, reason: "Charged twice", before: { refundedCents: 0 } }]);
});

test("a refund needs a key and a reason, and is refused beyond what was paid", async () => {
  const missing = await asAdmin(refund, "POST", { body: { reason: "No key" } });
  expect(missing).toMatchObject({ status: 422, json: { errors: [{ field: "idempotencyKey" }] } });
  const silent = await asAdmin(refund, "POST", { body: { reason: " ", idempotencyKey: "ticket-2" } });
  expect(silent).toMatchObject({ status: 422, json: { errors: [{ field: "reason" }] } });
  const tooMuch = await asAdmin(preview, "POST", { body: { amountCents: 6_001 } });
  expect(tooMuch).toMatchObject({ status: 422, json: { errors: [{ field: "amountCents" }] } });
  const unknown = { params: { id: "0198c0de-0000-7000-8000-000000000000" }, body: {} };
  expect((await asAdmin(preview, "POST", unknown)).status).toBe(404);
});

test("the files have a line for each row that matches, and nothing of other accounts", async () => {
  const [header = "", ...payments] = await csv(exportPayments, `user=${buyer.userId}`);
  expect(header.split(",").slice(0, 3)).toEqual(["id", "userId", "email"]);
  expect(payments).toHaveLength(1);
  expect(payments[0]).toContain(paymentId);
  const entries = await csv(exportEntries, `user=${buyer.accountId}`);
  const [counted] = await db.sql<{ entries: bigint }>`
    SELECT count(*) AS entries FROM ledger_entry WHERE account_id = ${buyer.accountId}::uuid`;
  expect(entries).toHaveLength(Number(counted?.entries) + 1);
  const stranger = await newPerson(db);
  expect(await csv(exportEntries, `user=${stranger.id}`)).toHaveLength(1);
  expect((await csv(exportEntries, "type=USAGE")).length).toBeGreaterThan(1);
});
