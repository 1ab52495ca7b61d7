import { expect, test } from "vitest";
import { OPTIONS as creditsOptions, GET as getCredits } from "@/app/api/v1/credits/route";
import { OPTIONS, GET as plans } from "@/app/api/v1/plans/route";
import { testDatabase } from "@/dev/testing/database";
import { returnUrl } from "@/lib/api/http/return-url";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase } from "@/lib/api/testing/people";

process.env.ALLOWED_ORIGINS = "https://chat.example, http://localhost:3001";
await testDatabase();
closeAppDatabase();

const from = (origin: string) => ({ headers: { origin } });

test("pages of allowed origins may read answers and refusals; others may not", async () => {
  const allowed = await call(plans, "GET", from("https://chat.example"));
  expect(allowed.headers.get("access-control-allow-origin")).toBe("https://chat.example");
  expect(allowed.headers.get("access-control-expose-headers")).toContain("x-request-id");
  expect(allowed.headers.get("access-control-allow-credentials")).toBeNull();
  const refused = await call(getCredits, "GET", from("http://localhost:3001"));
  expect(refused.status).toBe(401);
  expect(refused.headers.get("access-control-allow-origin")).toBe("http://localhost:3001");
  for (const origin of ["https://evil.example", "http://chat.example", "https://chat.example.evil.example", "null"]) {
    const { headers } = await call(plans, "GET", from(origin));
    expect(headers.get("access-control-allow-origin")).toBeNull();
    expect(headers.get("vary")).toContain("Origin");
  }
});

test("a preflight lists the methods and headers for an allowed origin alone", async () => {
  const allowed = await call(creditsOptions, "OPTIONS", from("https://chat.example"));
  expect(allowed.status).toBe(204);
  expect(allowed.headers.get("access-control-allow-methods")).toBe("GET");
  expect(allowed.headers.get("access-control-allow-headers")).toContain("authorization");
  expect(allowed.headers.get("access-control-allow-headers")).toContain("idempotency-key");
  const other = await call(OPTIONS, "OPTIONS", from("https://evil.example"));
  expect(other.headers.get("access-control-allow-methods")).toBeNull();
});

test("a customer can only be sent back to an allowed origin or to this app", () => {
  for (const url of ["https://chat.example/credits?tab=1", "http://localhost:3001/", "http://localhost:3000/billing"]) {
    expect(returnUrl.safeParse(url).success, url).toBe(true);
  }
  for (const url of [
    "https://evil.example/",
    "https://chat.example@evil.example/",
    "//evil.example",
    "javascript:alert(1)",
    "https://chat.example.evil.example/",
    "/billing",
    "",
  ]) {
    expect(returnUrl.safeParse(url).success, url).toBe(false);
  }
});
