import fc from "fast-check";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { newBrowser } from "@/dev/testing/browser";
import { testDatabase } from "@/dev/testing/database";
import { serveRoute } from "@/dev/testing/next-server";
import { closeAppDatabase } from "@/lib/api/testing/people";
import { log } from "@/lib/log";

await testDatabase();
closeAppDatabase();

let app = "";
beforeAll(async () => {
  app = await serveRoute(
    () => import("./route"),
    (url) => ({ nextauth: url.pathname.split("/").slice(3).map(decodeURIComponent) }),
  );
  vi.stubEnv("APP_URL", app);
});
afterEach(() => vi.restoreAllMocks());

const ask = (path: string, init: RequestInit = {}) => fetch(`${app}/api/auth/${path}`, { redirect: "manual", ...init });
const JSON_TYPE = { "content-type": "application/json" };
const sendJson = (path: string, body: string, headers: Record<string, string> = {}) =>
  ask(path, { method: "POST", body, headers: { ...JSON_TYPE, ...headers } });

async function expectProblem(answer: Response, status: number, code: string) {
  expect(answer.status).toBe(status);
  expect(answer.headers.get("content-type")).toContain("application/problem+json");
  expect(await answer.json()).toMatchObject({ code, requestId: answer.headers.get("x-request-id") });
}

test("the log cannot be written to through _log", async () => {
  const lines = (["error", "warn", "info"] as const).map((level) =>
    vi.spyOn(log, level).mockImplementation(() => undefined),
  );
  const forged = JSON.stringify({ code: "C".repeat(900_000), level: "error", error: { message: "forged" } });
  for (const body of [forged, "{", '{"level":"nothing"}']) {
    await expectProblem(await sendJson("_log", body), 404, "not_found");
  }
  expect(lines.flatMap((line) => line.mock.calls)).toEqual([]);
});

test("a body over 16 KB is 413 before it is parsed", async () => {
  for (const type of Object.values(JSON_TYPE).concat("application/x-www-form-urlencoded")) {
    const answer = await ask("callback/credentials", {
      method: "POST",
      body: `email=${"x".repeat(16_384)}`,
      headers: { "content-type": type },
    });
    await expectProblem(answer, 413, "payload_too_large");
  }
});

test.each([
  "session?callbackUrl=%",
  "session?callbackUrl=http://[",
  "signin?callbackUrl=javascript:alert(1)",
  "signin?callbackUrl=/a&callbackUrl=%00",
  "csrf?callbackUrl=dashboard",
  "error?error=%D0%B6",
  "error?error=a%0d%0ab",
  "error/%D0%B6",
])("GET %s is a problem, not a failure", async (path) => {
  await expectProblem(await ask(path), 400, "malformed_request");
});

test.each(["{", "null", "[]", '"text"', '{"callbackUrl":{"a":1}}', '{"callbackUrl":"http://["}', '{"email":["a"]}'])(
  "a sign-in with the body %s is a problem, not a failure",
  async (body) => {
    await expectProblem(await sendJson("callback/credentials", body), 400, "malformed_request");
    await expectProblem(await sendJson("signout", body), 400, "malformed_request");
  },
);

test("a sign-in with GET is 405", async () => {
  const answer = await ask("callback/credentials");
  expect(answer.headers.get("allow")).toBe("POST");
  await expectProblem(answer, 405, "method_not_allowed");
});

test("an invalid callback URL cookie is dropped, and the sign-in continues", async () => {
  for (const value of ["http://[", "javascript:alert(1)", "%00", "http%3A%2F%2F%5B"]) {
    const browser = newBrowser(`next-auth.callback-url=${value}`);
    expect((await browser.get(`${app}/api/auth/session`)).status).toBe(200);
    expect(browser.cookie("next-auth.callback-url") ?? "").not.toContain("[");
    expect((await browser.get(`${app}/api/auth/providers`)).status).toBe(200);
  }
});

test("nothing that can be sent makes it fail", { tags: ["full"], timeout: 60_000 }, async () => {
  const failures = vi.spyOn(log, "error").mockImplementation(() => undefined);
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.constantFrom("%", "http://[", "/", "//x", "\0", "\ud800", "__proto__", "constructor", "true", "/dashboard"),
  );
  const path = fc.constantFrom(
    "signin",
    "signout",
    "session",
    "csrf",
    "error",
    "callback/credentials",
    "signin/github",
  );
  const name = fc.constantFrom("callbackUrl", "error", "csrfToken", "json", "email", "password", "code", "state");
  const hostile = fc.record({
    path,
    query: fc.dictionary(name, text),
    cookie: fc.constantFrom("callback-url", "csrf-token", "session-token", "state"),
    cookieValue: text,
    body: fc.oneof(fc.json(), text, fc.dictionary(name, fc.oneof(text, fc.jsonValue())), fc.dictionary(name, text)),
    isPost: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(hostile, async ({ path, query, cookie, cookieValue, body, isPost }) => {
      const { csrfToken, jar } = await csrf();
      const value = encodeURIComponent(Buffer.from(cookieValue).toString());
      const answer = await ask(`${path}?${new URLSearchParams(query)}`, {
        method: isPost ? "POST" : "GET",
        headers: { ...JSON_TYPE, cookie: `${jar}; next-auth.${cookie}=${value}` },
        ...(isPost && { body: typeof body === "string" ? body : JSON.stringify({ ...body, csrfToken }) }),
      });
      expect(answer.status).toBeLessThan(500);
    }),
    { numRuns: 100 },
  );
  expect(failures.mock.calls.map(([line]) => line).filter((line) => "requestId" in Object(line))).toEqual([]);
});

async function csrf() {
  const answer = await ask("csrf");
  const jar = answer.headers.getSetCookie().map((line) => line.split(";")[0]);
  return { csrfToken: String((await answer.json()).csrfToken), jar: jar.join("; ") };
}
