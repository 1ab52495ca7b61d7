import { ApiError, createClient, type paths, requestIdOf, unwrap } from "@refill/sdk";
import { beforeAll, expect, test } from "vitest";
import { testApi } from "@/dev/testing/api-server";
import { testDatabase } from "@/dev/testing/database";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";
import { hashPassword } from "@/lib/auth/password";

const db = await testDatabase();
closeAppDatabase();
const { url: baseUrl } = await testApi();
const PASSWORD = "correct horse";

const consume = "/api/v1/credits/consume";
type Account = { apiKey: string; client: ReturnType<typeof createClient> };
let ada: Account;

beforeAll(async () => {
  const { id, email } = await newPerson(db, 1000);
  await db.prisma.user.update({ where: { id }, data: { passwordHash: await hashPassword(PASSWORD) } });
  const body = { email, password: PASSWORD };
  const { token } = unwrap(await createClient({ baseUrl }).POST("/api/v1/auth/token", { body }));
  const byToken = createClient({ baseUrl, token });
  const { key } = unwrap(await byToken.POST("/api/v1/api-keys", { body: { name: "Story" } }));
  ada = { apiKey: key, client: createClient({ baseUrl, apiKey: key }) };
});

test("a spend is done once under its key, and another one under the same key is refused", async () => {
  const { client } = ada;
  const before = unwrap(await client.GET("/api/v1/credits"));
  const spend = (amount: number) =>
    client.POST(consume, {
      body: { amount, description: "Report" },
      params: { header: { "Idempotency-Key": "job-1" } },
    });
  const first = unwrap(await spend(30));
  const again = unwrap(await spend(30));
  expect(first).toMatchObject({ balance: before.balance - 30, replayed: false });
  expect(again).toEqual({ ...first, replayed: true });
  const other = await spend(31);
  expect(other.response.status).toBe(409);
  expect(other.error).toMatchObject({ code: "idempotency_key_reused", requestId: requestIdOf(other) });
  expect(unwrap(await client.GET("/api/v1/credits")).balance).toBe(before.balance - 30);
});

test("an answer that was lost on the way costs nothing twice: the client asks again under the same key", async () => {
  const { client, apiKey } = ada;
  let lost = 0;
  const lossy = createClient({
    baseUrl,
    apiKey,
    wait: async () => {},
    fetch: async (request) => {
      const response = await fetch(request);
      if (lost++ > 0) return response;
      await response.body?.cancel();
      throw new TypeError("fetch failed");
    },
  });
  const before = unwrap(await client.GET("/api/v1/credits"));
  const spent = unwrap(await lossy.POST(consume, { body: { amount: 10 } }));
  expect(spent).toMatchObject({ replayed: true, balance: before.balance - 10 });
});

test("a hold keeps credits, a capture takes what the work took, and the rest is free again", async () => {
  const { client } = ada;
  const before = unwrap(await client.GET("/api/v1/credits"));
  const hold = unwrap(await client.POST("/api/v1/credits/holds", { body: { amount: 100, expiresInSeconds: 60 } }));
  expect(hold).toMatchObject({ status: "OPEN", available: before.available - 100 });
  const path = { id: hold.id };
  const taken = unwrap(
    await client.POST("/api/v1/credits/holds/{id}/capture", { params: { path }, body: { amount: 40 } }),
  );
  expect(taken).toMatchObject({ entry: { amount: -40, hold: hold.id }, available: before.available - 40 });
  const closed = unwrap(await client.GET("/api/v1/credits/holds/{id}", { params: { path } }));
  expect(closed).toMatchObject({ status: "CAPTURED", captured: 40 });
  const over = await client.POST("/api/v1/credits/holds/{id}/release", { params: { path } });
  expect(over.error?.code).toBe("hold_not_open");
});

test("the history is walked page by page, newest first, without a gap", async () => {
  const { client } = ada;
  type Query = NonNullable<paths["/api/v1/credits/history"]["get"]["parameters"]["query"]>;
  const seen: number[] = [];
  let query: Query = { limit: 2 };
  for (let pages = 0; pages < 100; pages += 1) {
    const { data, nextCursor } = unwrap(await client.GET("/api/v1/credits/history", { params: { query } }));
    seen.push(...data.map(({ seq }) => seq));
    if (nextCursor === null) break;
    query = { ...query, cursor: nextCursor };
  }
  const newest = seen[0] ?? 0;
  expect(seen).toEqual(Array.from({ length: newest }, (_, index) => newest - index));
  expect(newest).toBeGreaterThan(2);
});

test("invalid fields, insufficient credits and missing resources are typed problems", async () => {
  const { client } = ada;
  const invalid = await client.POST(consume, { body: { amount: 1.5 } });
  expect(invalid.error).toMatchObject({ status: 422, errors: [{ field: "amount" }] });
  const { available } = unwrap(await client.GET("/api/v1/credits"));
  const tooMuch = client.POST(consume, { body: { amount: available + 1 } });
  await expect(tooMuch.then((result) => unwrap(result))).rejects.toThrow(ApiError);
  expect((await tooMuch).error).toMatchObject({ required: available + 1, available });
  const path = { id: "0193a1b2-0000-7000-8000-00000000000c" };
  expect((await client.GET("/api/v1/credits/holds/{id}", { params: { path } })).response.status).toBe(404);
  expect((await createClient({ baseUrl }).GET("/api/v1/credits")).error?.code).toBe("unauthorized");
});
