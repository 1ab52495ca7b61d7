import pg from "pg";
import Stripe from "stripe";
import { expect, test } from "vitest";
import { freePort } from "@/dev/postgres/ports";
import { testDatabase } from "@/dev/testing/database";
import { loggedError } from "@/lib/log/logged-error";

const database = await testDatabase();

async function errorOf(work: () => unknown): Promise<Error> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("It did not fail.");
}

const logged = async (work: () => unknown) => loggedError(await errorOf(work));

test("PostgreSQL: what was violated, and not the values that did", async () => {
  const id = "019ad0c8-0000-7000-8000-000000000001";
  const insert = (name: string) =>
    database.pool.query(`INSERT INTO "user" (id, email, name, updated_at) VALUES ($1, 'ada@example.com', $2, now())`, [
      id,
      name,
    ]);
  await insert("Ada Lovelace");
  const error = await errorOf(() => insert("Ada Lovelace"));
  expect(error).toBeInstanceOf(pg.DatabaseError);
  const line = loggedError(error);
  expect(line).toMatchObject({ type: "DatabaseError", code: "23505", table: "user", constraint: "user_pkey" });
  expect(JSON.stringify(line)).not.toMatch(/Ada|ada@|019ad0c8/);
  expect(await logged(() => database.pool.query("SELECT $1::uuid", ["Ada Lovelace"]))).toMatchObject({
    message: 'invalid input syntax for type uuid: "[value]"',
    stack: expect.stringContaining("at "),
  });
});

test("Prisma: what is wrong with a call, and not its arguments", async () => {
  const create = (data: object) => database.prisma.user.create({ data: data as never });
  const invalid = await logged(() => create({ email: "grace@example.com", name: "Grace Hopper", role: 7 }));
  expect(invalid.message).toMatch(/user.create\(\): Argument `role`: Invalid value provided/);
  await create({ email: "grace@example.com", name: "Grace Hopper" });
  const taken = await logged(() => create({ email: "grace@example.com", name: "Grace Hopper" }));
  expect(taken).toMatchObject({ code: "P2002", message: expect.stringMatching(/Unique constraint failed/) });
  expect(JSON.stringify([invalid, taken])).not.toMatch(/grace|hopper/i);
});

test("Stripe: its code and request id, and neither the request nor the response", () => {
  const error = Stripe.errors.StripeError.generate({
    type: "invalid_request_error",
    code: "email_invalid",
    param: "email",
    message: "Invalid email address: ada@example.com",
    headers: { authorization: "Bearer sk_test_abcdefgh1234" },
    requestId: "req_123",
    statusCode: 400,
    payment_method: { billing_details: { name: "Ada Lovelace", address: { line1: "12 St James's Square" } } },
  } as never);
  const line = loggedError(error);
  expect(line).toMatchObject({
    type: "StripeInvalidRequestError",
    code: "email_invalid",
    requestId: "req_123",
    statusCode: 400,
    message: "Invalid email address: [email]",
  });
  expect(JSON.stringify(line)).not.toMatch(/ada@|Lovelace|Square|sk_test/);
});

test("nodemailer: the server's code, and not whom it refused", () => {
  const error = Object.assign(
    new Error("Can't send mail - all recipients were rejected: 550 <ada@example.com> unknown"),
    {
      code: "EENVELOPE",
      responseCode: 550,
      command: "RCPT TO",
      response: "550 5.1.1 <ada@example.com> Ada Lovelace has moved",
      rejected: ["ada@example.com"],
    },
  );
  const line = loggedError(error);
  expect(line).toMatchObject({ code: "EENVELOPE", responseCode: 550, command: "RCPT TO" });
  expect(JSON.stringify(line)).not.toMatch(/ada@|Lovelace/);
});

test("fetch and JSON: where and what failed, and not the query or the text", async () => {
  const nowhere = `127.0.0.1:${await freePort()}`;
  const lines = [
    await logged(() => fetch(`http://refill:hunter2@${nowhere}/hook?token=abcdef`)),
    await logged(() => fetch(`http://${nowhere}/hook?token=abcdef`)),
    await logged(() => JSON.parse('{"name": Ada Lovelace}')),
    await logged(() => JSON.parse('{"email":"ada@example.com", nothing')),
  ];
  expect(lines[1]).toMatchObject({ type: "TypeError", message: "fetch failed", cause: { code: "ECONNREFUSED" } });
  expect(lines[2]).toMatchObject({ type: "SyntaxError", message: expect.stringContaining("is not valid JSON") });
  expect(JSON.stringify(lines)).not.toMatch(/hunter2|abcdef|Ada|ada@/);
});

test("causes and errors of an AggregateError are reduced alike, and what is no error is a string at most", () => {
  const cause = new AggregateError([new Error("to ada@example.com")], "all of them", { cause: new Error("inner") });
  expect(loggedError(new Error("outer", { cause }))).toMatchObject({
    message: "outer",
    cause: { type: "AggregateError", cause: { message: "inner" }, errors: [{ message: "to [email]" }] },
  });
  expect(loggedError("ada@example.com")).toEqual({ type: "string", message: "[email]" });
  expect(loggedError({ email: "ada@example.com" })).toEqual({ type: "object", message: "" });
});
