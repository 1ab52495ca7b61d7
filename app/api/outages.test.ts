import { beforeAll, expect, test, vi } from "vitest";
import { GET as live } from "@/app/api/health/live/route";
import { GET as ready } from "@/app/api/health/ready/route";
import { POST as token } from "@/app/api/v1/auth/token/route";
import { GET as credits } from "@/app/api/v1/credits/route";
import { GET as plans } from "@/app/api/v1/plans/route";
import { outage } from "@/lib/api/http/outages";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase } from "@/lib/api/testing/people";
import { sealSession } from "@/lib/auth/session";

closeAppDatabase();

const SOME_ID = "01936d3e-0000-7000-8000-000000000000";

beforeAll(() => {
  // Nothing listens on this port.
  vi.stubEnv("DATABASE_URL", "postgresql://refill@127.0.0.1:1/nowhere");
});

test("without a database every endpoint that needs it is 503 with Retry-After, and reveals no internals", async () => {
  const cookie = `next-auth.session-token=${await sealSession({ userId: SOME_ID, sessionId: SOME_ID, version: 0 })}`;
  const answers = [
    await call(plans, "GET"),
    await call(credits, "GET", { headers: { cookie } }),
    await call(ready, "GET"),
    await call(token, "POST", { body: { email: "a@example.com", password: "some password" } }),
  ];
  for (const { status, json, headers } of answers) {
    expect(status).toBe(503);
    expect(json.code).toBe("database_unavailable");
    expect(headers.get("retry-after")).toBe("5");
    expect(JSON.stringify(json)).not.toMatch(/ECONNREFUSED|prisma|127\.0\.0\.1/i);
  }
});

test("the process still reports that it is alive", async () => {
  expect(await call(live, "GET")).toMatchObject({ status: 200, json: { status: "ok" } });
});

test("a bug is not an outage", () => {
  expect(outage(new TypeError("undefined is not a function"))).toBeNull();
  expect(outage(Object.assign(new Error("duplicate key"), { code: "23505" }))).toBeNull();
});
