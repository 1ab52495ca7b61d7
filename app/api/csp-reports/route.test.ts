import { beforeEach, expect, test, vi } from "vitest";
import { POST } from "@/app/api/csp-reports/route";
import { logLines } from "@/dev/testing/log-lines";
import { call } from "@/lib/api/testing/call";
import { processMetrics } from "@/lib/monitoring/process-metrics";
import { routeMatcher } from "@/lib/monitoring/route-template";
import { routesOfSource } from "@/lib/monitoring/testing/routes-of-source";
import { addressLimits, createAddressLimit } from "@/lib/pages/address-limit";

// No database: reports are answered without one.
const APP = "http://localhost:3000";
const LEGACY = "application/csp-report";
const REPORTING_API = "application/reports+json";

// What the process keeps: the counts and limits of each test are its own.
processMetrics();
const { refillKept: kept } = globalThis as unknown as { refillKept: Map<string, unknown> };

beforeEach(() => {
  vi.stubEnv("TRUSTED_PROXIES", "1");
  for (const name of ["processMetrics", "loggedViolations", "addressLimits"]) kept.delete(name);
  kept.set("routeOfBuild", routeMatcher(routesOfSource()));
});

const send = (type: string, body: unknown, from = "203.0.113.1") =>
  call(POST, "POST", { body, headers: { "content-type": type, "x-forwarded-for": from } });

/** As Chrome 147 sends it on http. */
const legacy = (changes: Record<string, unknown> = {}) => ({
  "csp-report": {
    "document-uri": `${APP}/admin/users/019ad0c8?q=ada%40example.com`,
    referrer: `${APP}/reset-password?token=q3Jx8vS0dK1mZ7bT`,
    "violated-directive": "script-src-elem",
    "effective-directive": "script-src-elem",
    "original-policy": "script-src 'self'; report-uri /api/csp-reports",
    disposition: "enforce",
    "blocked-uri": "inline",
    "line-number": 1,
    "source-file": `${APP}/admin/users/019ad0c8`,
    "status-code": 200,
    "script-sample": "const card = 4242424242424242",
    ...changes,
  },
});

/** As Chrome 150 sends it on https. */
const modern = (changes: Record<string, unknown> = {}) => ({
  age: 112,
  body: {
    blockedURL: "https://ada:secret@evil.example/x?y=ada@example.com",
    disposition: "enforce",
    documentURL: `${APP}/reset-password?token=q3Jx8vS0dK1mZ7bT#x`,
    effectiveDirective: "img-src",
    lineNumber: 17,
    originalPolicy: "img-src 'self'",
    referrer: "",
    sample: "ada@example.com",
    sourceFile: `${APP}/_next/static/chunks/0cz1d0mv5g_q7.js?x=1`,
    statusCode: 200,
    ...changes,
  },
  type: "csp-violation",
  url: `${APP}/reset-password?token=q3Jx8vS0dK1mZ7bT`,
  user_agent: "Mozilla/5.0",
});

async function counted(): Promise<Record<string, number>> {
  const { values } = await processMetrics().cspReports.get();
  return Object.fromEntries(values.map(({ labels, value }) => [labels.directive, value]));
}

test("a report of either kind is counted by directive and logged once, without anything of a person", async () => {
  const lines = logLines();
  expect((await send(LEGACY, legacy())).status).toBe(204);
  expect((await send(`${REPORTING_API}; charset=utf-8`, [modern(), modern()])).status).toBe(204);
  expect((await send(LEGACY, legacy())).status).toBe(204);
  expect(await counted()).toEqual({ "script-src-elem": 2, "img-src": 2 });
  expect(lines).toMatchObject([
    { level: 40, directive: "script-src-elem", blocked: "inline", page: "/admin/users/[id]", line: 1 },
    {
      directive: "img-src",
      blocked: "https://evil.example",
      page: "/reset-password",
      source: "/_next/static/chunks/0cz1d0mv5g_q7.js",
      line: 17,
    },
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/ada|token|q3Jx|4242|019ad0c8|secret|\?/);
});

test("made-up reports add no label and no text of their own", async () => {
  const lines = logLines();
  const evil = 'x"}\nforged: true <script>';
  await send(LEGACY, legacy({ "effective-directive": evil, "blocked-uri": evil, "source-file": evil }));
  await send(LEGACY, legacy({ "effective-directive": undefined, "violated-directive": "img-src 'self' data:" }));
  await send(REPORTING_API, [
    modern({ effectiveDirective: "__proto__", documentURL: `${APP}/${evil}`, lineNumber: "1" }),
    modern({ effectiveDirective: {}, blockedURL: `https://${"a".repeat(5000)}.example`, sourceFile: 7 }),
  ]);
  expect(await counted()).toEqual({ other: 3, "img-src": 1 });
  expect(lines[0]).toMatchObject({ directive: "other", blocked: "other", source: "other" });
  expect(lines.every((line) => JSON.stringify(line).length < 600)).toBe(true);
  expect(JSON.stringify(lines)).not.toContain("forged");
});

test("pages of other sites, browser extensions and other kinds of reports are ignored", async () => {
  const lines = logLines();
  for (const changes of [
    { "document-uri": "https://elsewhere.example/" },
    { "document-uri": "not a URL" },
    { "blocked-uri": "chrome-extension" },
    { "blocked-uri": "moz-extension://0b1c/content.js" },
    { "source-file": "safari-web-extension://0b1c/content.js" },
    { "blocked-uri": "about" },
  ]) {
    expect((await send(LEGACY, legacy(changes))).status).toBe(204);
  }
  expect(
    (await send(REPORTING_API, [{ type: "deprecation", body: { id: "x" } }, { type: "csp-violation" }])).status,
  ).toBe(204);
  expect(await counted()).toEqual({});
  expect(lines).toEqual([]);
});

test.each([
  ["another type", "application/json", legacy(), 400, "malformed_request"],
  ["no JSON", LEGACY, "{", 400, "malformed_request"],
  ["a list where an object belongs", LEGACY, [legacy()], 422, "validation_failed"],
  ["an object where a list belongs", REPORTING_API, modern(), 422, "validation_failed"],
  [
    "more than 64 KB",
    REPORTING_API,
    JSON.stringify([modern({ sample: "x".repeat(65_536) })]),
    413,
    "payload_too_large",
  ],
  ["too many parts", REPORTING_API, Array.from({ length: 80 }, () => modern()), 422, "validation_failed"],
])("%s is refused with the reason", async (_what, type, body, status, code) => {
  expect(await send(type, body)).toMatchObject({ status, json: { code } });
  expect(await counted()).toEqual({});
});

test("a flood of different reports is logged fifty times an hour, and still counted", async () => {
  const lines = logLines();
  const many = (from: number) =>
    Array.from({ length: 50 }, (_, at) => modern({ blockedURL: `https://host-${from + at}.example/` }));
  for (const from of [0, 50, 100]) expect((await send(REPORTING_API, many(from))).status).toBe(204);
  expect(lines).toHaveLength(50);
  expect(await counted()).toEqual({ "img-src": 150 });
});

test("an address, and all together, can send a number of requests a minute: 429 with Retry-After beyond it", async () => {
  const limits = { ...addressLimits(), reports: createAddressLimit(2), allReports: createAddressLimit(3) };
  kept.set("addressLimits", limits);
  const statuses = [];
  for (const from of ["203.0.113.1", "203.0.113.1", "203.0.113.1", "203.0.113.2", "203.0.113.3"]) {
    const { status, headers } = await send(LEGACY, legacy(), from);
    statuses.push(status);
    expect(headers.has("retry-after")).toBe(status === 429);
  }
  expect(statuses).toEqual([204, 204, 429, 204, 429]);
  expect(await counted()).toEqual({ "script-src-elem": 3 });
});
