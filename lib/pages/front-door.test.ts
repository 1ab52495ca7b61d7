import { createServer, type IncomingHttpHeaders, request } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeEach, expect, test } from "vitest";
import { recordPeerAddresses } from "@/lib/auth/peer-address";
import { sessionCookieName } from "@/lib/auth/session";
import { env } from "@/lib/env";
import { addressLimits } from "@/lib/pages/address-limit";
import { openFrontDoor } from "@/lib/pages/front-door";
import { makingHeader, renewKeptPages } from "@/lib/pages/kept-page";
import { recordOwnAddress } from "@/lib/pages/own-address";
import { secureResponses } from "@/lib/pages/secure-responses";
import { securityHeaders } from "@/lib/pages/security-headers";
import { KEPT_SCRIPT } from "@/lib/pages/without-scripts";

// What stands for the framework: it names each request that it sees.
let inside: string[] = [];
const server = createServer((request, response) => {
  inside.push(`${request.method} ${request.url}${request.headers[makingHeader()] ? " to keep" : ""}`);
  response.end(
    `<html><script ${KEPT_SCRIPT}="">theme()</script><script>rendered()</script><body>${request.url}</body></html>`,
  );
});
recordPeerAddresses();
recordOwnAddress();
const closeFrontDoor = openFrontDoor();
const stopSecuring = secureResponses();
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const { port } = server.address() as AddressInfo;

afterAll(() => {
  closeFrontDoor();
  stopSecuring();
  server.close();
  server.closeAllConnections();
});

beforeEach(() => {
  renewKeptPages();
  inside = [];
});

type Answer = { status: number | undefined; headers: IncomingHttpHeaders; body: Buffer };

// Node's fetch says of itself that it is no navigation.
function ask(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({
      host: "127.0.0.1",
      port,
      path,
      method,
      headers: { "sec-fetch-mode": "navigate", ...headers },
    });
    sent.once("response", async (answer) => {
      resolve({ status: answer.statusCode, headers: answer.headers, body: await buffer(answer) });
    });
    sent.once("error", reject);
    sent.end();
  });
}

test("a visitor's page is rendered once and then served before the framework, whole or compressed", async () => {
  const whole = String((await ask("/pricing?by=year")).body);
  expect(whole).toContain(`<script ${KEPT_SCRIPT}="">theme()</script><body>/pricing?by=year</body>`);
  expect(whole).not.toContain("rendered()");
  const small = await ask("/pricing?by=year", { "accept-encoding": "gzip, deflate, br" });
  expect(small.headers["content-encoding"]).toBe("gzip");
  expect(String(gunzipSync(small.body))).toBe(whole);
  const head = await ask("/pricing?by=year", {}, "HEAD");
  expect([head.status, head.headers["content-length"], head.body.length]).toEqual([200, String(whole.length), 0]);
  expect(inside).toEqual(["GET /pricing?by=year to keep"]);
});

test("it has the headers of every other page, and a client that has it gets 304", async () => {
  const { headers } = await ask("/");
  for (const { key, value } of securityHeaders.filter(({ key }) => key !== "Content-Security-Policy"))
    expect(headers[key.toLowerCase()], key).toBe(value);
  expect(headers["content-security-policy"]).toMatch(/script-src 'sha256-/);
  const known = await ask("/", { "if-none-match": headers.etag ?? "" });
  expect([known.status, known.headers.etag, known.body.length]).toEqual([304, headers.etag, 0]);
  expect(inside).toEqual(["GET / to keep"]);
});

test.each<[string, ...Parameters<typeof ask>]>([
  ["with a session's cookie", "/", { cookie: `a=b; ${sessionCookieName()}=sealed` }],
  ["with a referral code to remember", "/?ref=ABCD1234"],
  ["for a highlighted plan", "/pricing?plan=pro"],
  ["for a calculation", "/calculator?image=10"],
  ["by the app's own navigation", "/", { "sec-fetch-mode": "cors" }],
  ["that sends a form", "/", {}, "POST"],
  ["for any other page", "/docs"],
])("a request %s goes on to the framework", async (_what, path, headers, method = "GET") => {
  await ask(path, headers, method);
  expect(inside).toEqual([`${method} ${path}`]);
});

test("an address beyond its limit goes on to the framework, whose proxy turns it away", async () => {
  await ask("/");
  inside = [];
  const most = env().ANONYMOUS_RATE_LIMIT_PER_MINUTE * (env().LOCAL_MODE ? 100 : 1);
  for (let count = 0; count < most; count += 1) await addressLimits().anonymous.count("127.0.0.1");
  await ask("/");
  expect(inside).toEqual(["GET /"]);
});
