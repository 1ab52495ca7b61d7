import { describe, expect, test } from "vitest";
import { POST } from "@/app/api/v1/credits/consume/route";
import { GET as getHistory } from "@/app/api/v1/credits/history/route";
import { GET as getCredits } from "@/app/api/v1/credits/route";
import { testDatabase } from "@/dev/testing/database";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson, type Person } from "@/lib/api/testing/people";

const db = await testDatabase();
closeAppDatabase();

const consume = ({ token }: Person, body: unknown, headers?: Record<string, string>) =>
  call(POST, "POST", { token, body, headers });
const creditsOf = async ({ token }: Person) => (await call(getCredits, "GET", { token })).json;

test("50 callers at once on a balance of 20 are 20 successes and 30 times 402", async () => {
  const person = await newPerson(db, 20);
  const answers = await Promise.all(Array.from({ length: 50 }, () => consume(person, { amount: 1 })));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
  expect(answers.filter(({ status }) => status === 402)).toHaveLength(30);
  expect(await creditsOf(person)).toMatchObject({ balance: 0, available: 0, lots: [] });
  const { json } = await call(getHistory, "GET", { token: person.token, url: "/?type=USAGE&limit=100" });
  expect(json.data).toHaveLength(20);
});

test("a spend returns its entry and the remaining balance", async () => {
  const person = await newPerson(db, 100);
  const metadata = { document: "d-1", pages: [1, 2] };
  const { status, json, headers } = await consume(person, { amount: 30, description: "Summary", metadata });
  expect(status).toBe(200);
  expect(headers.get("x-request-id")).toBeTruthy();
  expect(json).toMatchObject({
    entry: {
      id: `${person.accountId}_2`,
      seq: 2,
      type: "USAGE",
      amount: -30,
      balanceBefore: 100,
      balanceAfter: 70,
      description: "Summary",
      metadata,
      idempotencyKey: null,
      allocations: [{ amount: -30 }],
    },
    balance: 70,
    available: 70,
    replayed: false,
  });
});

test("too few credits are 402 with what is required and available", async () => {
  const person = await newPerson(db, 5);
  const { status, json, headers } = await consume(person, { amount: 6 });
  expect(status).toBe(402);
  expect(headers.get("content-type")).toBe("application/problem+json");
  expect(json).toMatchObject({ status: 402, code: "insufficient_credits", required: 6, available: 5 });
  expect(json.requestId).toBe(headers.get("x-request-id"));
  expect((await creditsOf(person)).balance).toBe(5);
});

describe("idempotency", () => {
  test("a key from the header or the field spends once and says when it replays", async () => {
    const person = await newPerson(db, 50);
    const first = await consume(person, { amount: 10 }, { "idempotency-key": "order-1" });
    const again = await consume(person, { amount: 10, idempotencyKey: "order-1" });
    const both = await consume(person, { amount: 10, idempotencyKey: "order-1" }, { "idempotency-key": "order-1" });
    expect(first.json.replayed).toBe(false);
    expect(again.json).toEqual({ ...first.json, replayed: true });
    expect(both.json).toEqual(again.json);
    expect((await creditsOf(person)).balance).toBe(40);
  });

  test("a key for another request is 409", async () => {
    const person = await newPerson(db, 50);
    await consume(person, { amount: 10, idempotencyKey: "k" });
    const other = await consume(person, { amount: 11, idempotencyKey: "k" });
    expect(other).toMatchObject({ status: 409, json: { code: "idempotency_key_reused" } });
    expect((await creditsOf(person)).balance).toBe(40);
  });

  test("header and field must be equal", async () => {
    const person = await newPerson(db, 50);
    const answer = await consume(person, { amount: 10, idempotencyKey: "a" }, { "idempotency-key": "b" });
    expect(answer).toMatchObject({ status: 422, json: { errors: [{ field: "idempotencyKey" }] } });
  });

  test("two people can use the same key", async () => {
    const [one, other] = [await newPerson(db, 50), await newPerson(db, 50)];
    await consume(one, { amount: 10, idempotencyKey: "same" });
    expect((await consume(other, { amount: 10, idempotencyKey: "same" })).json).toMatchObject({ replayed: false });
  });
});

describe("what is refused before anything is spent", () => {
  test.each(["0", "-1", "1.5", '"5"', "1e16", "9007199254740993", "1e400", "null", "true", "[5]", "{}"])(
    "amount %s is 422 and names the field",
    async (amount) => {
      const person = await newPerson(db, 50);
      const { status, json } = await consume(person, `{"amount":${amount}}`);
      expect(status).toBe(422);
      expect(json).toMatchObject({ code: "validation_failed", errors: [{ field: "amount" }] });
      expect((await creditsOf(person)).balance).toBe(50);
    },
  );

  test.each([
    [{}, "amount"],
    [[], "body"],
    ["null", "body"],
    ["7", "body"],
    [{ amount: 1, amonut: 2 }, "amonut"],
    [{ amount: 1, description: "a\u0000b" }, "description"],
    [{ amount: 1, description: "x".repeat(501) }, "description"],
    [{ amount: 1, metadata: [1] }, "metadata"],
    [{ amount: 1, metadata: { a: "\ud800" } }, "metadata"],
    [{ amount: 1, metadata: { a: "x".repeat(9000) } }, "metadata"],
    [`{"amount":1,"metadata":{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}}`, "metadata"],
    [{ amount: 1, idempotencyKey: "" }, "idempotencyKey"],
    [{ amount: 1, idempotencyKey: "k".repeat(256) }, "idempotencyKey"],
    [{ amount: 1, idempotencyKey: "\u001fperson:job" }, "idempotencyKey"],
    [{ amount: 1, idempotencyKey: "job\u0085" }, "idempotencyKey"],
  ])("%j is 422 and names %s", async (body, field) => {
    const person = await newPerson(db, 50);
    const { status, json } = await consume(person, body);
    expect(status).toBe(422);
    expect(json.errors).toMatchObject([{ field }]);
  });
});
