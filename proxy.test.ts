import { NextRequest } from "next/server";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { sendFailureOf } from "@/components/ui/send-failure";
import { serveRoute } from "@/dev/testing/next-server";
import { sealSession, sessionCookieName } from "@/lib/auth/session";

beforeEach(() => {
  process.env.TRUSTED_PROXIES = "1";
  process.env.MAINTENANCE = "";
  Reflect.deleteProperty(globalThis, "refillKept");
});

afterAll(() => Reflect.deleteProperty(globalThis, "refillKept"));

/** The proxy of a process that starts with these settings. */
async function proxyWith(settings: Record<string, string> = {}) {
  Object.assign(process.env, settings);
  vi.resetModules();
  return (await import("@/proxy")).proxy;
}

const request = (url: string, headers: Record<string, string> = {}) => new NextRequest(url, { headers });

test.each([
  ["https://localhost:3000", true],
  ["http://localhost:3000", false],
])("at %s an invitation's cookie is Secure: %s, whatever the proxy in front speaks", async (APP_URL, secure) => {
  const proxy = await proxyWith({ APP_URL });
  for (const protocol of ["http", "https"]) {
    const answer = await proxy(request(`${protocol}://10.0.0.2:3000/?ref=abcd1234`));
    const cookie = answer.headers.get("set-cookie") ?? "";
    expect(cookie).toContain("refill-ref=abcd1234");
    expect(/;\s*secure/i.test(cookie)).toBe(secure);
  }
});

test("every response has its own policy, and no nonce is used twice", async () => {
  const proxy = await proxyWith();
  const nonces = new Set<string | undefined>();
  for (const path of ["/", "/pricing", "/signin", "/nowhere"]) {
    const policy = (await proxy(request(`http://localhost:3000${path}`))).headers.get("content-security-policy") ?? "";
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src[^;]*'unsafe-inline'/);
    nonces.add(/'nonce-([^']+)'/.exec(policy)?.[1]);
  }
  expect(nonces.size).toBe(4);
});

test.each([
  ["without a publishable key: nothing", "", "", { "script-src": false, "frame-src": false, "connect-src": false }],
  [
    "with one: Stripe",
    "pk_test_1",
    "",
    { "script-src": "js.stripe.com", "frame-src": "hooks.stripe.com", "connect-src": "api.stripe.com" },
  ],
  [
    "with another address: that alone",
    "pk_test_1",
    "http://localhost:9/stripe.js",
    { "script-src": "http://localhost:9", "frame-src": "http://localhost:9", "connect-src": false },
  ],
])("the policy allows Stripe.js, %s", async (_case, STRIPE_PUBLISHABLE_KEY, STRIPE_JS_URL, expected) => {
  const proxy = await proxyWith({ STRIPE_PUBLISHABLE_KEY, STRIPE_JS_URL });
  const policy = (await proxy(request("http://localhost:3000/pricing"))).headers.get("content-security-policy") ?? "";
  for (const [directive, address] of Object.entries(expected)) {
    const allowed = policy.split("; ").find((line) => line.startsWith(directive)) ?? "";
    if (address) expect(allowed).toContain(address);
    else expect(allowed).not.toMatch(/stripe|localhost/);
  }
});

test.each([
  ["of Stripe alone without a provider", {}, []],
  ["of GitHub", { GITHUB_ID: "id", GITHUB_SECRET: "secret" }, ["https://github.com"]],
  [
    "of a GitHub of one's own and Google",
    {
      GITHUB_ID: "id",
      GITHUB_SECRET: "secret",
      GITHUB_URL: "https://github.example.com/",
      GOOGLE_ID: "id",
      GOOGLE_SECRET: "secret",
    },
    ["https://github.example.com", "https://accounts.google.com"],
  ],
])("forms may lead to the sign-in pages %s", async (_case, settings, expected) => {
  const none = { GITHUB_ID: "", GITHUB_SECRET: "", GITHUB_URL: "", GOOGLE_ID: "", GOOGLE_SECRET: "" };
  const proxy = await proxyWith({ STRIPE_API_BASE: "", ...none, ...settings });
  const policy = (await proxy(request("http://localhost:3000/signin"))).headers.get("content-security-policy") ?? "";
  const allowed = policy.split("; ").find((line) => line.startsWith("form-action ")) ?? "";
  expect(allowed.split(" ").filter((source) => !source.endsWith(".stripe.com"))).toEqual([
    "form-action",
    "'self'",
    ...expected,
  ]);
  await proxyWith(none);
});

test("pages have a limit by address: 429 with Retry-After as plain text; a made-up cookie does not lift it", async () => {
  const proxy = await proxyWith({ ANONYMOUS_RATE_LIMIT_PER_MINUTE: "1" });
  const from = (ip: string, headers: Record<string, string> = {}) =>
    proxy(request("http://localhost:3000/pricing", { "x-forwarded-for": ip, ...headers }));
  // In local mode it is a hundred times as high.
  for (let asked = 0; asked < 100; asked++) expect((await from("203.0.113.1")).status).toBe(200);
  for (const cookie of ["", "next-auth.session-token=made-up"]) {
    const refused = await from("6.6.6.6, 203.0.113.1", { cookie });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(refused.headers.get("content-type")).toContain("text/plain");
    expect(refused.headers.get("content-security-policy")).toContain("default-src 'none'");
  }
  expect((await from("203.0.113.2")).status).toBe(200);
});

test("a cookie of an ended or nonexistent session gets a limit of only five times the anonymous one", async () => {
  const proxy = await proxyWith({ APP_URL: "http://localhost:3000", ANONYMOUS_RATE_LIMIT_PER_MINUTE: "1" });
  const cookies = await Promise.all([1, 2].map(newCookie));
  const ask = (asked: number, ip = "203.0.113.1") =>
    proxy(request("http://localhost:3000/pricing", { "x-forwarded-for": ip, cookie: cookies[asked % 2] ?? "" }));
  for (let asked = 0; asked < 500; asked++) expect((await ask(asked)).status).toBe(200);
  for (const asked of [0, 1]) {
    const refused = await ask(asked);
    expect(refused.status).toBe(429);
    expect(await toldByForm(refused)).toMatch(/^Too many requests\. Try again in \d+ seconds\.$/);
  }
  expect((await ask(0, "203.0.113.2")).status).toBe(200);
});

/** What a form says in place after this answer to its server action. */
async function toldByForm(answer: Response): Promise<string> {
  // Next's client passes the text on if the type is exactly this (server-action-reducer.js).
  expect(answer.headers.get("content-type")).toBe("text/plain");
  return sendFailureOf(new Error(await answer.text()), true).sentence;
}

test("during maintenance every page and action gets 503 with Retry-After, and the rest never comes through here", async () => {
  const proxy = await proxyWith({ APP_URL: "http://localhost:3000", MAINTENANCE: "true" });
  for (const [path, method] of [
    ["/", "GET"],
    ["/dashboard", "HEAD"],
    ["/billing", "POST"],
    ["/docs/api", "GET"],
    ["/api/auth/signin", "POST"],
  ] as const) {
    const answer = await proxy(new NextRequest(`http://localhost:3000${path}`, { method }));
    expect(answer.status, path).toBe(503);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const page = await answer.text();
    expect(page.includes("Down for maintenance")).toBe(method !== "HEAD");
    expect(page).not.toContain("<script");
  }
  const action = { method: "POST", headers: { "next-action": "an id" } };
  const answer = await proxy(new NextRequest("http://localhost:3000/billing", action));
  expect(answer.status).toBe(503);
  expect(await toldByForm(answer)).toBe(
    "Down for maintenance. Nothing was changed or charged. Try again in a few minutes.",
  );
  const [matcher = ""] = (await import("@/proxy")).config.matcher;
  const reaches = (path: string) => new RegExp(`^${matcher}$`).test(path);
  const others = [
    "/api/webhooks/stripe",
    "/api/health/live",
    "/api/health/ready",
    "/api/cron/refill",
    "/api/v1/credits",
  ];
  expect(others.filter(reaches)).toEqual([]);
});

test("a guide is rendered once for visitors; signed-in users and the app's own navigation get it rendered", async () => {
  const proxy = await proxyWith({ APP_URL: "http://localhost:3000", ANONYMOUS_RATE_LIMIT_PER_MINUTE: "300" });
  let made = 0;
  const make = async () => new Response(`<p>kept ${++made}</p>`, { headers: { "content-type": "text/html" } });
  const server = await serveRoute(
    async () => ({ GET: make }),
    () => ({}),
  );
  listensAt(server);
  const ask = (path: string, headers: Record<string, string> = {}) =>
    proxy(request(`http://localhost:3000${path}`, { "x-forwarded-for": "203.0.113.1", ...headers }));
  for (let asked = 0; asked < 3; asked++) expect(await (await ask("/docs/holds")).text()).toBe("<p>kept 1</p>");
  expect(await (await ask("/docs")).text()).toBe("<p>kept 2</p>");
  const rendered = [
    await ask("/docs/holds", { cookie: await newCookie(1) }),
    await ask("/docs/holds", { "sec-fetch-mode": "cors" }),
    await ask("/docs/no-such-guide"),
    await ask("/docs/search"),
  ];
  expect(rendered.map((answer) => answer.headers.has("x-middleware-next"))).toEqual([true, true, true, true]);
  expect(made).toBe(2);
});

test("with a cookie the reference is rendered per address for a tenth of its anonymous limit, then served from the cache", async () => {
  const proxy = await proxyWith({ APP_URL: "http://localhost:3000", ANONYMOUS_RATE_LIMIT_PER_MINUTE: "1" });
  let made = 0;
  const make = async () => new Response(`<p>kept ${++made}</p>`, { headers: { "content-type": "text/html" } });
  const server = await serveRoute(
    async () => ({ GET: make }),
    () => ({}),
  );
  listensAt(server);
  const cookie = await newCookie(1);
  const answers = [];
  for (let asked = 0; asked < 100; asked++) {
    answers.push(await proxy(request("http://localhost:3000/docs/api", { "x-forwarded-for": "203.0.113.1", cookie })));
  }
  const isDrawn = (answer: Response) => answer.headers.has("x-middleware-next");
  expect(answers.map(isDrawn)).toEqual(answers.map((_, asked) => asked < 10));
  for (const answer of answers.slice(10)) expect(await answer.text()).toBe("<p>kept 1</p>");
});

/** What lib/pages/own-address.ts keeps for the proxy that was made last. */
function listensAt(address: string): void {
  (globalThis as unknown as { refillKept: Map<string, unknown> }).refillKept.set("ownAddress", { address });
}

/** A validly sealed cookie of a session that is not in the database. */
async function newCookie(version: number): Promise<string> {
  const sealed = await sealSession({ userId: "nobody", sessionId: `none-${version}`, version });
  return `${sessionCookieName()}=${sealed}`;
}
