import { beforeAll, expect, test } from "vitest";
import { POST as consume } from "@/app/api/v1/credits/consume/route";
import { GET as getCredits } from "@/app/api/v1/credits/route";
import { GET as getPlans } from "@/app/api/v1/plans/route";
import { testDatabase } from "@/dev/testing/database";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";
import { parseEnv } from "@/lib/env";
import { addressLimits } from "@/lib/pages/address-limit";

const db = await testDatabase();
closeAppDatabase();

beforeAll(() => {
  process.env.API_RATE_LIMIT_PER_MINUTE = "5";
  process.env.TRUSTED_PROXIES = "1";
  process.env.API_RATE_LIMIT_PER_MINUTE_SERVICE = "7";
});

test("a key has a limit per minute, shown in every response; requests over it have no effect", async () => {
  const person = await newPerson(db, 100);
  const owner = { userId: person.id, role: "USER" as const };
  const [first, second] = [
    await createApiKey(db.prisma, { owner, name: "one" }, new Date()),
    await createApiKey(db.prisma, { owner, name: "two" }, new Date()),
  ];
  if (!first.ok || !second.ok) throw new Error("refused");
  const spend = (token: string, amount = 1) => call(consume, "POST", { token, body: { amount } });

  const answers = await Promise.all(Array.from({ length: 8 }, () => spend(first.key)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(3);
  for (const { json, headers } of refused) {
    expect(json.code).toBe("rate_limited");
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    expect(Number(headers.get("retry-after"))).toBeLessThanOrEqual(60);
    expect(headers.get("ratelimit-remaining")).toBe("0");
  }

  // Another key of the same person, and the person, have limits of their own.
  const other = await spend(second.key, 1000);
  expect(other.status).toBe(402);
  expect(other.headers.get("ratelimit-limit")).toBe("5");
  expect(other.headers.get("ratelimit-remaining")).toBe("4");
  expect(Number(other.headers.get("ratelimit-reset"))).toBeGreaterThan(0);
  const own = await call(getCredits, "GET", { token: person.token });
  expect(own).toMatchObject({ status: 200, json: { balance: 95 } });
  expect(own.headers.get("ratelimit-remaining")).toBe("4");
});

test("a service key has a separate limit", async () => {
  const admin = await newPerson(db, 0, "ADMIN");
  const owner = { userId: admin.id, role: "ADMIN" as const };
  const made = await createApiKey(db.prisma, { owner, name: "backend", service: true }, new Date());
  if (!made.ok) throw new Error("refused");
  const url = `/?account=${admin.accountId}`;
  const read = () => call(getCredits, "GET", { token: made.key, url });
  const answers = await Promise.all(Array.from({ length: 9 }, read));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(7);
  expect(answers[0]?.headers.get("ratelimit-limit")).toBe("7");
});

test("by default a key can make 600 requests a minute and a service key 5,000", () => {
  const { API_RATE_LIMIT_PER_MINUTE, API_RATE_LIMIT_PER_MINUTE_SERVICE, ...others } = process.env;
  expect(parseEnv(others)).toMatchObject({
    API_RATE_LIMIT_PER_MINUTE: 600,
    API_RATE_LIMIT_PER_MINUTE_SERVICE: 5000,
  });
});

test("public requests and invalid credentials are counted by address, not in any key's or person's limit", async () => {
  const from = (ip: string) => ({ "x-forwarded-for": ip });
  const limited = addressLimits().anonymous;
  const asked = [
    (ip: string) => call(getPlans, "GET", { headers: from(ip) }),
    (ip: string) => call(getCredits, "GET", { token: "nonsense", headers: from(ip) }),
  ];
  for (const [at, ask] of asked.entries()) {
    const ip = `203.0.113.${at}`;
    const first = await ask(ip);
    expect(first.status).not.toBe(429);
    expect(first.headers.get("ratelimit-limit")).toBeNull();
    while ((await limited.count(ip)) === null);
    const refused = await ask(ip);
    expect(refused).toMatchObject({ status: 429, json: { code: "rate_limited" } });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await ask("198.51.100.7")).status).not.toBe(429);
  }
});
