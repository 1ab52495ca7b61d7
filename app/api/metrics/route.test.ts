import { expect, test } from "vitest";
import { GET, POST } from "@/app/api/metrics/route";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase } from "@/lib/api/testing/people";
import { clientIp } from "@/lib/auth/client-ip";
import { env } from "@/lib/env";
import { answerScrape } from "@/lib/monitoring/scrape/metrics-resource";
import { parseMetrics, sumOf } from "@/lib/monitoring/testing/parse-metrics";
import { addressLimits } from "@/lib/pages/address-limit";

// No database: nothing listens on the port of the tests' own setting.
process.env.ANONYMOUS_RATE_LIMIT_PER_MINUTE = "1";
process.env.METRICS_TOKEN = "5Qv1zN8rT3kYw7Lb2XcJ9dGh";
closeAppDatabase();

const url = "http://localhost:3000/api/metrics";

test("without the setting there are no metrics, with or without a token", async () => {
  for (const token of [undefined, ""]) {
    const answer = await answerScrape(new Request(url, { headers: { authorization: "Bearer " } }), token);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: "not_found", detail: expect.stringContaining("METRICS_TOKEN") });
  }
});

test("no token and a wrong one are 401, and nothing but reading is possible", async () => {
  for (const headers of [{}, ...["Bearer x", "Bearer", "Basic YTpi", `bearer5Qv1zN8rT3kYw7Lb2XcJ9dGh`].map(bearer)]) {
    const answer = await call(GET, "GET", { headers });
    expect(answer).toMatchObject({ status: 401, json: { code: "unauthorized" } });
    expect(answer.headers.get("www-authenticate")).toContain("Bearer");
  }
  expect((await call(POST, "POST", { token: process.env.METRICS_TOKEN })).status).toBe(405);
});

test("while the database is down they say so, and have what the process counted", async () => {
  const answer = await GET(new Request(url, { headers: bearer(`Bearer ${process.env.METRICS_TOKEN}`) }));
  expect(answer.status).toBe(200);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(answer.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  expect(answer.headers.get("x-request-id")).toBeTruthy();
  const metrics = parseMetrics(await answer.text());
  expect(sumOf(metrics, "refill_database_up")).toBe(0);
  expect(metrics.has("refill_job_queue_lag_seconds")).toBe(false);
  expect(sumOf(metrics, "process_resident_memory_bytes")).toBeGreaterThan(0);
  expect(sumOf(metrics, "refill_auth_failures_total", { credential: "metrics_token" })).toBeGreaterThan(0);
});

test("an address that is over every limit can still read them", async () => {
  const { anonymous } = addressLimits();
  const headers = { "x-forwarded-for": "203.0.113.9" };
  const address = clientIp(new Headers(headers), env().TRUSTED_PROXIES);
  while ((await anonymous.count(address)) === null);
  expect((await call(GET, "GET", { headers, token: process.env.METRICS_TOKEN })).status).toBe(200);
  expect((await call(GET, "GET", { headers })).status).toBe(401);
});

function bearer(authorization: string) {
  return { authorization };
}
