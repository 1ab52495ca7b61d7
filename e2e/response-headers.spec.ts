import { readdirSync } from "node:fs";
import { ENDPOINTS } from "../lib/api/endpoints/registry";
import type { Definition } from "../lib/api/http/definition";
import { database } from "../lib/db";
import { routesOfSource } from "../lib/monitoring/testing/routes-of-source";
import { faultsOf, type Kind } from "./support/expected-headers";
import { type RawRequest, sendRaw } from "./support/raw-request";
import { cookieOf, createPerson } from "./support/signed-in";
import { expect, test } from "./support/test";

// Every page, route and file is asked for, and the headers of each response are compared with what is expected, exactly.
// One that is missing here fails the test.

type Caller = "visitor" | "person" | "admin";
type Row = [status: number, kind: Kind, path: string, sent?: Omit<RawRequest, "path">];

const JSON_BODY = { headers: { "content-type": "application/json" } };
const post = (sent: Omit<RawRequest, "path" | "method"> = {}) => ({ method: "POST", ...sent });

const PLAIN_TEXT: Kind = { policy: "none", cache: "no-store", type: "text/plain; charset=utf-8" };
const MARKDOWN: Kind = { policy: "page", cache: "public, max-age=300", type: "text/markdown; charset=utf-8" };
const own = (type: string | null, more = {}): Kind => ({ policy: "none", cache: "private, no-store", type, more });
const LOCATION = { location: /^\/(?!\/)/ };
const NOWHERE = "00000000-0000-4000-8000-000000000000";

/** What there is of each kind, for addresses with an id. */
type Known = { plan: string; pack: string; meter: string; user: string; mail: string; event: string };

/** The rows of each template of app/ outside version 1 of the API, by who asks. */
const tables = (known: Known): Record<Caller, Record<string, Row[]>> => ({
  visitor: {
    "/": [
      [200, "plain", "/"],
      [304, "plain", "/", { headers: { "if-none-match": "ETAG" } }],
      [200, "plain", "/?ref=abcd1234"],
      [200, "plain", "/", { method: "HEAD" }],
    ],
    "/pricing": [
      [200, "plain", "/pricing"],
      [200, "plain", "/pricing?by=year"],
      [200, "page", "/pricing?plan=pro"],
    ],
    "/calculator": [
      [200, "kept", "/calculator"],
      [200, "page", "/calculator?image=10"],
    ],
    "/docs": [[200, "kept", "/docs"]],
    "/docs/[guide]": [
      [200, "kept", "/docs/quick-start"],
      [404, "page", "/docs/nothing"],
    ],
    "/docs/api": [[200, "kept", "/docs/api"]],
    "/docs/search": [[200, "page", "/docs/search?q=hold"]],
    "/docs/search.json": [
      [200, { policy: "page", cache: "public, max-age=300", type: "application/json" }, "/docs/search.json"],
    ],
    "/docs/markdown/[page]": [
      [200, MARKDOWN, "/docs/markdown/holds"],
      [200, MARKDOWN, "/docs/holds.md"],
      [200, MARKDOWN, "/docs/api.md"],
      [404, { policy: "page", cache: "no-store", type: "text/plain; charset=utf-8" }, "/docs/nothing.md"],
    ],
    "/llms.txt": [
      [200, { policy: "page", cache: "public, max-age=300", type: "text/plain; charset=utf-8" }, "/llms.txt"],
    ],
    "/goodbye": [[200, "page", "/goodbye"]],
    "/plans/[plan]": [
      [200, "page", "/plans/pro"],
      [404, "page", "/plans/nothing"],
    ],
    "/signin": [
      [200, "page", "/signin"],
      [200, "page", "/signin?next=%2Fbuy%3Fplan%3Dpro"],
    ],
    "/signup": [[200, "page", "/signup?ref=abcd1234"]],
    "/forgot-password": [[200, "page", "/forgot-password"]],
    "/reset-password": [[200, "page", "/reset-password?token=none"]],
    "/verify-email": [[200, "page", "/verify-email?token=none"]],
    "/change-email": [[200, "page", "/change-email?token=none"]],
    "/signin/second-factor": [[307, "page", "/signin/second-factor"]],
    "/dashboard": [[307, "page", "/dashboard"]],
    "/admin": [[404, "page", "/admin"]],
    "/admin/search": [[404, { policy: "page", cache: "private, no-store", type: null }, "/admin/search?q=x"]],
    "/offline": [[200, "offline", "/offline"]],
    "/social/[plan]": [
      [200, { policy: "page", cache: "public, max-age=60", type: "image/png", shared: true }, "/social/pro"],
      [404, { policy: "page", cache: "no-store", type: "text/plain; charset=utf-8", shared: true }, "/social/nothing"],
    ],
    "/.well-known/security.txt": [
      [
        200,
        { policy: "none", cache: "public, max-age=86400", type: "text/plain; charset=utf-8" },
        "/.well-known/security.txt",
      ],
    ],
    "/view-only": [[200, "page", "/view-only"]],
    "/design": [[404, "page", "/design"]],
    "/api/[...path]": [
      [404, "problem", "/api/nothing"],
      [404, "problem", "/api/v2/credits", post()],
    ],
    "/api/v1/[[...path]]": [
      [404, "problem", "/api/v1"],
      [404, "problem", "/api/v1/nothing"],
    ],
    "/api/auth/[...nextauth]": [
      [200, own("application/json"), "/api/auth/session"],
      [200, own("application/json"), "/api/auth/providers"],
      [200, { policy: "none", cache: "private, no-store", type: "application/json" }, "/api/auth/csrf"],
      [302, own(null, LOCATION), "/api/auth/signin"],
      [302, own(null, { location: /^http:\/\/localhost:\d+\/api\/auth\/signin/ }), "/api/auth/error?error=Callback"],
      [400, own("application/problem+json"), "/api/auth/session?callbackUrl=%"],
      [404, own("application/problem+json"), "/api/auth/verify-request"],
      [404, own("application/problem+json"), "/api/auth/_log", post()],
      [405, own(null), "/api/auth/session", { method: "PUT" }],
    ],
    "/api/cron/[task]": [
      [401, "problem", "/api/cron/refill", post()],
      [404, "problem", "/api/cron/nothing", post({ headers: { authorization: `Bearer ${process.env.CRON_SECRET}` } })],
    ],
    "/api/csp-reports": [
      [204, "empty", "/api/csp-reports", post({ headers: { "content-type": "application/reports+json" }, body: "[]" })],
      [400, "problem", "/api/csp-reports", post()],
      [405, "problem", "/api/csp-reports"],
    ],
    "/api/health/live": [[200, "json", "/api/health/live"]],
    "/api/health/ready": [[200, "json", "/api/health/ready"]],
    "/api/metrics": [
      [401, "problem", "/api/metrics"],
      [
        200,
        { policy: "none", cache: "no-store", type: "text/plain; version=0.0.4; charset=utf-8" },
        "/api/metrics",
        { headers: { authorization: `Bearer ${process.env.METRICS_TOKEN}` } },
      ],
    ],
    "/api/refused/address": [[400, "problem", "/api/v1/%zz"]],
    "/api/refused/method": [
      [405, "problem", "/", { method: "TRACE" }],
      [405, "problem", "/pricing", { method: "PUT" }],
      [405, "problem", "/favicon.ico", post()],
    ],
    "/api/viewing/end": [
      [303, { policy: "none", cache: "no-store", type: null, more: LOCATION }, "/api/viewing/end", post()],
      [403, PLAIN_TEXT, "/api/viewing/end", post({ headers: { origin: "https://elsewhere.example" } })],
      [405, "problem", "/api/viewing/end"],
    ],
    "/api/webhooks/stripe": [
      [400, "problem", "/api/webhooks/stripe", post({ ...JSON_BODY, body: "{}" })],
      [405, "problem", "/api/webhooks/stripe"],
    ],
  },
  person: {
    "/": [[200, "page", "/"]],
    "/pricing": [[200, "page", "/pricing"]],
    "/docs": [[200, "page", "/docs"]],
    "/billing": [[200, "page", "/billing"]],
    "/billing/cancel": [[307, "page", "/billing/cancel"]],
    "/billing/cancelled": [[200, "page", "/billing/cancelled?next=%2Fcredits"]],
    "/billing/card-updated": [[200, "page", "/billing/card-updated"]],
    "/billing/change": [[200, "page", "/billing/change"]],
    "/billing/confirm/[payment]": [[200, "page", `/billing/confirm/${NOWHERE}`]],
    "/billing/returned": [[307, "redirect", "/billing/returned"]],
    "/billing/success": [[200, "page", "/billing/success"]],
    "/buy": [[200, "page", "/buy?pack=none"]],
    "/checkout": [[200, "page", "/checkout"]],
    "/confirm-identity": [[307, "page", "/confirm-identity"]],
    "/credits": [[200, "page", "/credits"]],
    "/credits/entries/[seq]": [
      [200, "page", "/credits/entries/1"],
      [404, "page", "/credits/entries/99"],
    ],
    "/credits/explain": [[200, "page", "/credits/explain"]],
    "/dashboard": [[200, "page", "/dashboard"]],
    "/playground": [[200, "page", "/playground"]],
    "/redeem": [[200, "page", "/redeem"]],
    "/settings": [[200, "page", "/settings"]],
    "/settings/delete-account": [[200, "page", "/settings/delete-account"]],
    "/settings/second-factor": [[200, "page", "/settings/second-factor"]],
    "/usage": [[200, "page", "/usage"]],
    "/usage/usage.csv": [
      [
        200,
        {
          policy: "page",
          cache: "private, no-store",
          type: "text/csv; charset=utf-8",
          more: { "content-disposition": /^attachment; filename="[\w.-]+\.csv"$/ },
        },
        "/usage/usage.csv",
      ],
    ],
    "/outbox": [[200, "page", "/outbox"]],
    "/outbox/[id]": [
      [200, "page", `/outbox/${known.mail}`],
      [404, "page", `/outbox/${NOWHERE}`],
    ],
    "/admin": [[404, "page", "/admin"]],
  },
  admin: {
    "/admin": [[200, "page", "/admin"]],
    "/admin/audit": [[200, "page", "/admin/audit"]],
    "/admin/health": [[200, "page", "/admin/health"]],
    "/admin/jobs": [[200, "page", "/admin/jobs"]],
    "/admin/margins": [[200, "page", "/admin/margins"]],
    "/admin/margins/rows.csv": [
      [
        200,
        {
          policy: "page",
          cache: "private, no-store",
          type: "text/csv; charset=utf-8",
          more: { "content-disposition": /^attachment; filename="[\w.-]+\.csv"$/ },
        },
        "/admin/margins/rows.csv",
      ],
    ],
    "/admin/metrics/[number]": [[200, "page", "/admin/metrics/money"]],
    "/admin/metrics/[number]/rows.csv": [
      [
        200,
        {
          policy: "page",
          cache: "private, no-store",
          type: "text/csv; charset=utf-8",
          more: { "content-disposition": /^attachment; filename="[\w.-]+\.csv"$/ },
        },
        "/admin/metrics/money/rows.csv",
      ],
    ],
    "/admin/payments": [[200, "page", "/admin/payments"]],
    "/admin/payments/[id]": [[404, "page", `/admin/payments/${NOWHERE}`]],
    "/admin/plans": [[200, "page", "/admin/plans"]],
    "/admin/plans/[id]": [[200, "page", `/admin/plans/${known.plan}`]],
    "/admin/plans/features": [[200, "page", "/admin/plans/features"]],
    "/admin/plans/new": [[200, "page", "/admin/plans/new"]],
    "/admin/plans/packs/[id]": [[200, "page", `/admin/plans/packs/${known.pack}`]],
    "/admin/plans/packs/new": [[200, "page", "/admin/plans/packs/new"]],
    "/admin/promo-codes": [[200, "page", "/admin/promo-codes"]],
    "/admin/rate-card": [[200, "page", "/admin/rate-card"]],
    "/admin/rate-card/[id]": [[200, "page", `/admin/rate-card/${known.meter}`]],
    "/admin/rate-card/new": [[200, "page", "/admin/rate-card/new"]],
    "/admin/search": [
      [200, { policy: "page", cache: "private, no-store", type: "application/json" }, "/admin/search?q=demo"],
    ],
    "/admin/users": [[200, "page", "/admin/users"]],
    "/admin/users/[id]": [[200, "page", `/admin/users/${known.user}`]],
    "/admin/webhook-endpoints": [[200, "page", "/admin/webhook-endpoints"]],
    "/admin/webhook-endpoints/[id]": [[404, "page", `/admin/webhook-endpoints/${NOWHERE}`]],
    "/admin/webhook-endpoints/[id]/[delivery]": [[404, "page", `/admin/webhook-endpoints/${NOWHERE}/${NOWHERE}`]],
    "/admin/webhooks": [[200, "page", "/admin/webhooks"]],
    "/admin/webhooks/[id]": [
      [200, "page", `/admin/webhooks/${known.event}`],
      [404, "page", "/admin/webhooks/evt_nothing"],
    ],
  },
});

const ICON: Kind = { policy: "none", cache: "public, max-age=0", type: "image/x-icon", shared: true };

/** The files of public/ and those that app/ makes, by their address. */
const FILES: Record<string, Kind> = {
  "/apple-touch-icon.png": "picture",
  "/favicon.ico": ICON,
  "/favicon.svg": "drawing",
  "/icon-192.png": "picture",
  "/icon-512.png": "picture",
  "/icon-maskable-512.png": "picture",
  "/logo/mark-dark.svg": "drawing",
  "/logo/mark-light.svg": "drawing",
  "/logo/refill-dark.png": "picture",
  "/logo/refill-light.png": "picture",
  "/offline-worker.js": { policy: "worker", cache: "public, max-age=0", type: "application/javascript; charset=UTF-8" },
  "/skill.md": { policy: "none", cache: "public, max-age=0", type: "text/markdown; charset=UTF-8" },
  "/social.png": "picture",
  "/manifest.webmanifest": {
    policy: "none",
    cache: "public, max-age=0, must-revalidate",
    type: "application/manifest+json",
  },
  "/robots.txt": "text",
  "/sitemap.xml": {
    policy: "none",
    cache: "public, max-age=0, must-revalidate",
    type: "application/xml; charset=utf-8",
  },
};

const BUILT = (type: string): Kind => ({ policy: "none", cache: "public, max-age=31536000, immutable", type });
const NO_FILE: Kind = {
  policy: "none",
  cache: "private, no-cache, no-store, max-age=0, must-revalidate",
  type: "text/plain; charset=utf-8",
};

/** What the framework answers by itself. */
const FRAMEWORK: Row[] = [
  [308, "corrected", "/pricing/"],
  [308, "corrected", "//elsewhere.example/x"],
  [404, "missing", "/nothing/here"],
  [404, "missing", "/%zz"],
  [404, NO_FILE, "/_next/static/nothing.js"],
  [404, "missing", "/_next/image?url=%2Fsocial.png&w=640&q=75"],
  // An action that another site sends.
  [
    500,
    "refusedAction",
    "/signin",
    post({
      headers: { origin: "https://elsewhere.example", "next-action": "0".repeat(42), "content-type": "text/plain" },
    }),
  ],
];

const sentencesOf = (faults: string[], { method = "GET", path }: RawRequest) =>
  faults.map((fault) => `${method} ${path}: ${fault}`);

test.describe("the security headers", () => {
  let cookies: Record<Caller, string>;
  let known: Known;

  test.beforeAll(async () => {
    const person = await createPerson();
    cookies = { visitor: "", person: await cookieOf(person.email), admin: await cookieOf("admin@example.com") };
    const { prisma } = database();
    const about = { userId: person.id, to: person.email, template: "welcome", sourceKey: "headers" };
    const at = new Date();
    const [mail, event] = await Promise.all([
      prisma.mail.create({
        data: {
          ...about,
          subject: "Hello",
          html: "<p>Hello</p>",
          text: "Hello",
          status: "SENT",
          createdAt: at,
          sentAt: at,
        },
      }),
      prisma.webhookEvent.create({
        data: {
          id: `evt_${person.id}`,
          type: "invoice.paid",
          payload: {},
          status: "IGNORED",
          occurredAt: at,
          processedAt: at,
        },
      }),
    ]);
    const [plan, pack, meter] = await Promise.all([
      prisma.plan.findFirstOrThrow(),
      prisma.creditPack.findFirstOrThrow(),
      prisma.meter.findFirstOrThrow(),
    ]);
    known = { plan: plan.id, pack: pack.id, meter: meter.id, user: person.id, mail: mail.id, event: event.id };
  });

  test("every page and route is in the table", () => {
    const templates = Object.values(tables({} as Known)).flatMap((rows) => Object.keys(rows));
    const inVersion1 = ENDPOINTS.map(({ path }) => path.replaceAll("{", "[").replaceAll("}", "]"));
    expect([...new Set([...templates, ...inVersion1])].sort()).toEqual([...new Set(routesOfSource())].sort());
    const made = readdirSync("app", { recursive: true, encoding: "utf8" }).filter((file) =>
      /(^|\/)(sitemap|robots|manifest|favicon|icon|apple-icon|opengraph-image|twitter-image)\d*\.\w+$/.test(file),
    );
    expect(made.sort()).toEqual(["manifest.ts", "robots.ts", "sitemap.ts"]);
    const files = readdirSync("public", { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile())
      .map(({ parentPath, name }) => `${parentPath}/${name}`.replaceAll("\\", "/").replace(/^public/, ""));
    expect(files.filter((file) => !(file in FILES))).toEqual([]);
  });

  for (const caller of ["visitor", "person", "admin"] as const) {
    test(`are right on every page and route, for ${caller}`, async ({ baseURL }) => {
      const faults: string[] = [];
      for (const [status, kind, path, sent] of Object.values(tables(known)[caller]).flat()) {
        const headers: Record<string, string> = { cookie: cookies[caller], ...sent?.headers };
        if ("if-none-match" in headers)
          headers["if-none-match"] = (await sendRaw(baseURL, { path })).headers.etag?.[0] ?? "";
        const asked = { path, ...sent, headers };
        const answer = await sendRaw(baseURL, asked);
        if (answer.status !== status)
          faults.push(`${asked.method ?? "GET"} ${path}: status ${answer.status}, not ${status}`);
        faults.push(...sentencesOf(faultsOf(answer, kind), asked));
      }
      expect(faults).toEqual([]);
    });
  }

  test("are right on every endpoint of the API, answered or refused", async ({ baseURL }) => {
    const faults: string[] = [];
    const check = async (asked: RawRequest, kind: Kind, statuses: (status: number) => boolean) => {
      const answer = await sendRaw(baseURL, asked);
      if (!statuses(answer.status)) faults.push(`${asked.method} ${asked.path}: status ${answer.status}`);
      const isProblem = answer.headers["content-type"]?.[0] === "application/problem+json";
      faults.push(...sentencesOf(faultsOf(answer, isProblem ? "problem" : kind), asked));
    };
    for (const endpoint of ENDPOINTS) {
      const { method } = endpoint;
      const path = urlOf(endpoint, known);
      const refused = (status: number) => status >= 400 && status < 500;
      if (method === "GET") {
        await check({ method, path, headers: { cookie: cookies.admin } }, kindOf(endpoint), (status) => status < 500);
        if (endpoint.access !== "public") await check({ method, path }, "problem", (status) => status === 401);
      } else {
        await check({ method, path, ...JSON_BODY, body: "{" }, "problem", refused);
        await check(
          { method, path, headers: { cookie: cookies.person, origin: "https://elsewhere.example" } },
          "problem",
          refused,
        );
      }
      await check({ method: "OPTIONS", path }, "options", (status) => status === 204);
    }
    await check({ method: "POST", path: "/api/v1/plans" }, "problem", (status) => status === 405);
    expect(faults).toEqual([]);
  });

  test("are right on files, on what the build made, and on what the framework answers by itself", async ({
    baseURL,
  }) => {
    const { text, headers } = await sendRaw(baseURL, { path: "/signin" });
    const built = (pattern: RegExp) => pattern.exec(`${headers.link} ${text}`)?.[0] ?? "";
    const rows: Row[] = [
      ...Object.entries(FILES).map(([path, kind]): Row => [200, kind, path]),
      [200, BUILT("application/javascript; charset=UTF-8"), built(/\/_next\/static\/[\w./~-]+\.js/)],
      [200, BUILT("text/css; charset=UTF-8"), built(/\/_next\/static\/[\w./~-]+\.css/)],
      [200, BUILT("font/woff2"), built(/\/_next\/static\/[\w./~-]+\.woff2/)],
      ...FRAMEWORK,
    ];
    const faults: string[] = [];
    for (const [status, kind, path, sent] of rows) {
      const answer = await sendRaw(baseURL, { path, ...sent });
      if (answer.status !== status) faults.push(`${path}: status ${answer.status}, not ${status}`);
      faults.push(...sentencesOf(faultsOf(answer, kind), { path, ...sent }));
    }
    expect(faults).toEqual([]);
  });
});

function kindOf({ success: { event, mediaType } }: Definition): Kind {
  if (event) return "stream";
  if (mediaType === "application/zip") return "zip";
  return mediaType === "text/csv" ? "csv" : "json";
}

/** The address of an endpoint, as in its example, about the user of the test where it is about one. */
function urlOf({ path, example }: Definition, known: Known): string {
  const params: Record<string, string> = { account: known.user, id: NOWHERE, feature: "exports", ...example?.params };
  const query = new URLSearchParams(Object.entries(example?.query ?? {}).map(([name, value]) => [name, String(value)]));
  const filled = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(params[name] ?? NOWHERE));
  return query.size > 0 ? `${filled}?${query}` : filled;
}
