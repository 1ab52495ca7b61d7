import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { turnAwayUnservable } from "@/lib/api/http/turn-away";
import { call } from "@/lib/api/testing/call";
import { GET as refuseAddress } from "./address/route";
import { GET as refuseMethod } from "./method/route";

// Answers with the method and URL it received, after the request was passed on or redirected.
const server = createServer(({ method, url }, response) => response.end(`${method} ${url}`));
const stop = turnAwayUnservable();

beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => {
  stop();
  server.close();
});

function ask(method: string, path: string): Promise<string> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const sent = request({ port, method, path }, async (response) => {
      resolve((await response.toArray()).join(""));
    });
    sent.once("error", reject).end();
  });
}

test.each([
  ["GET", "/api/v1/credits/holds/%zz"],
  ["POST", "/api/v1/%zz"],
  ["GET", "/api/cron/%E0%A4%A"],
  ["GET", "/api/auth/%ff?next=%2F"],
  ["GET", "http://example.com/api/v1/%zz"],
])("a malformed API URL is refused as one: %s %s", async (method, path) => {
  expect(await ask(method, path)).toBe("GET /api/refused/address");
});

test.each(["/outbox/%zz", "/admin/plans/%zz", "/%", "/apiary/%zz", "//evil.example/%zz"])(
  "a malformed page URL is not found: %s",
  async (path) => {
    expect(await ask("GET", path)).toBe("GET /not-found");
  },
);

test.each([
  ["TRACE", "/api/v1/credits", "api"],
  ["PROPFIND", "//api/webhooks/stripe", "api"],
  ["PURGE", "/", "page"],
  ["PUT", "/pricing", "page"],
  ["DELETE", "http://example.com/dashboard?a=b.png", "page"],
  ["OPTIONS", "/outbox/100%25", "page"],
  ["POST", "/favicon.ico", "file"],
  ["PATCH", "/logo/mark%2Dlight%2Esvg", "file"],
  ["DELETE", "/_next/static/chunks/a", "file"],
])("a method that nothing at the URL has is refused: %s %s", async (method, path, served) => {
  expect(await ask(method, path)).toBe(`GET /api/refused/method?of=${served}`);
});

test.each([
  ["GET", "/api/v1/credits/holds/%00?cursor=%zz"],
  ["POST", "/outbox/%E2%82%AC/100%25#%zz"],
  ["POST", "/"],
  ["OPTIONS", "/api/v1/credits"],
  ["DELETE", "/api/v1/api-keys/a%2Fb"],
])("a well-formed URL reaches its route: %s %s", async (method, path) => {
  expect(await ask(method, path)).toBe(`${method} ${path}`);
});

test.each([
  ["POST", "/api/webhooks/stripe/", "/api/webhooks/stripe"],
  ["POST", "//api/webhooks//stripe//", "/api/webhooks/stripe"],
  ["POST", "http://example.com/api/webhooks/stripe/", "http://example.com/api/webhooks/stripe"],
  ["GET", "/api/v1/credits/?expand=a/", "/api/v1/credits?expand=a/"],
])("an API URL with an extra slash is not redirected: %s %s", async (method, path, meant) => {
  expect(await ask(method, path)).toBe(`${method} ${meant}`);
});

test.each(["/pricing/", "/", "//evil.example/", "/apiary/", "/outbox?next=/api/v1/"])(
  "a page URL is left to the framework: %s",
  async (path) => {
    expect(await ask("GET", path)).toBe(`GET ${path}`);
  },
);

test("the responses are problems with the caller's request id", async () => {
  const headers = { "x-request-id": "trace-0123456789" };
  const unreadable = await call(refuseAddress, "GET", { headers });
  expect(unreadable).toMatchObject({
    status: 400,
    json: { code: "malformed_request", requestId: "trace-0123456789" },
  });
  expect(unreadable.headers.get("content-type")).toBe("application/problem+json");
  for (const [query, allow] of [
    ["", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"],
    ["?of=toString", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"],
    ["?of=page", "GET, HEAD, POST"],
    ["?of=file", "GET, HEAD"],
  ]) {
    const unknown = await call(refuseMethod, "GET", { headers, url: `/api/refused/method${query}` });
    expect(unknown).toMatchObject({ status: 405, json: { code: "method_not_allowed" } });
    expect(unknown.headers.get("allow"), query).toBe(allow);
  }
});
