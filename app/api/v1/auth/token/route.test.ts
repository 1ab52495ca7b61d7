import { decodeJwt } from "jose";
import { beforeAll, expect, test } from "vitest";
import { POST } from "@/app/api/v1/auth/token/route";
import { GET as getCredits } from "@/app/api/v1/credits/route";
import { testDatabase } from "@/dev/testing/database";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase } from "@/lib/api/testing/people";
import { hashPassword } from "@/lib/auth/password";

const db = await testDatabase();
// Callers of different addresses, as behind one proxy.
process.env.TRUSTED_PROXIES = "1";
closeAppDatabase();

const EMAIL = "ada@example.com";
const PASSWORD = "correct horse";
const ask = (body: unknown, ip = "203.0.113.1") => call(POST, "POST", { body, headers: { "x-forwarded-for": ip } });

beforeAll(async () => {
  await db.prisma.user.create({ data: { email: EMAIL, passwordHash: await hashPassword(PASSWORD) } });
});

test("a token works, and names only the user and the version of their sessions", async () => {
  const { status, json } = await ask({ email: " Ada@Example.com", password: PASSWORD });
  expect(status).toBe(200);
  expect(json).toMatchObject({ tokenType: "Bearer", expiresIn: 900 });
  const token = String(json.token);
  expect(Object.keys(decodeJwt(token)).sort()).toEqual(["aud", "exp", "iat", "iss", "sub", "ver"]);
  expect((await call(getCredits, "GET", { token })).status).toBe(200);
});

test("a wrong password and an unknown address get the same 401", async () => {
  const wrong = await ask({ email: EMAIL, password: "wrong password" });
  const unknown = await ask({ email: "nobody@example.com", password: PASSWORD });
  expect(wrong).toMatchObject({ status: 401, json: { code: "invalid_credentials" } });
  expect({ ...unknown.json, requestId: "" }).toEqual({ ...wrong.json, requestId: "" });
});

test("missing and unknown fields are 422", async () => {
  expect(await ask({ email: EMAIL })).toMatchObject({ status: 422, json: { errors: [{ field: "password" }] } });
  expect(await ask({ email: EMAIL, password: PASSWORD, role: "ADMIN" })).toMatchObject({
    status: 422,
    json: { errors: [{ field: "role" }] },
  });
});

test("a body with a hundred thousand errors is refused quickly, naming the first few", async () => {
  const fields = Array.from({ length: 100_000 }, (_, n) => [n.toString(36), 1]);
  const from = performance.now();
  const { status, json } = await ask(Object.fromEntries(fields));
  expect(status).toBe(422);
  expect((json.errors as unknown[]).length).toBeLessThanOrEqual(20);
  expect(performance.now() - from).toBeLessThan(2_000);
});

test("text that PostgreSQL cannot store is 422", async () => {
  expect(await ask({ email: "ada\u0000@example.com", password: PASSWORD })).toMatchObject({
    status: 422,
    json: { errors: [{ field: "email" }] },
  });
});

test("repeated wrong passwords are 429 with Retry-After, for this address only", async () => {
  const guess = () => ask({ email: EMAIL, password: "a guess" }, "203.0.113.66");
  let last = await guess();
  for (let n = 0; n < 40 && last.status === 401; n++) last = await guess();
  expect(last).toMatchObject({ status: 429, json: { code: "rate_limited" } });
  expect(Number(last.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await ask({ email: EMAIL, password: PASSWORD }, "203.0.113.67")).status).toBe(200);
});
