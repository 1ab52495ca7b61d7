import { createHash } from "node:crypto";
import type { RawAnswer } from "./raw-request";

// Written out, not imported: a weaker header in the code is a difference here.

const EVERY = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "strict-origin-when-cross-origin",
  "permissions-policy": [
    ...["accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope"],
    ...["hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "screen-wake-lock", "serial"],
    ...["usb", "xr-spatial-tracking"],
  ]
    .map((feature) => `${feature}=()`)
    .join(", "),
  "cross-origin-opener-policy": "same-origin-allow-popups",
};

/** Headers that say what the server runs, or that browsers no longer read. HSTS is for https, and this app is on http. */
const NEVER = ["server", "x-powered-by", "x-aspnet-version", "via", "x-xss-protection", "strict-transport-security"];

const stripe = new URL(process.env.STRIPE_API_BASE ?? "http://localhost:12111").origin;

const NO_PAGE = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const app = (scripts: string) =>
  [
    "default-src 'none'",
    `script-src 'self' ${scripts} ${stripe}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self'",
    "font-src 'self'",
    "manifest-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    `frame-src ${stripe}`,
    "object-src 'none'",
    "base-uri 'none'",
    `form-action 'self' ${stripe}`,
    "frame-ancestors 'none'",
    "report-uri /api/csp-reports",
  ].join("; ");

/** The policies, with NONCE and HASHES for what differs each time. */
const POLICIES = {
  none: NO_PAGE,
  /** A page for one person: scripts by a nonce. */
  page: app("'nonce-NONCE' 'strict-dynamic'"),
  /** A page that is the same for every visitor: scripts by their hash. */
  kept: app("HASHES"),
  /** The same without the app's scripts, and so without Stripe's. */
  plain: [
    "default-src 'none'",
    "script-src HASHES",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self'",
    "font-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    `form-action 'self' ${stripe}`,
    "frame-ancestors 'none'",
    "report-uri /api/csp-reports",
  ].join("; "),
  offline: "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  worker: "default-src 'none'; connect-src 'self'",
  drawing: `${NO_PAGE}; style-src 'unsafe-inline'`,
} as const;

const OWN = "private, no-store";
const HTML = "text/html; charset=utf-8";

export type Expected = {
  policy: keyof typeof POLICIES;
  /** Cache-Control; null where there is none because nothing may be cached anyway. */
  cache: string | null;
  /** Content-Type; null without a body. */
  type: string | null;
  /** Whether other sites may show it. */
  shared?: true;
  /** More headers, exactly. */
  more?: Record<string, string | RegExp>;
};

/** What each kind of response has. */
export const KINDS = {
  page: { policy: "page", cache: OWN, type: HTML },
  /** The framework's answer to an action that it refuses. */
  refusedAction: { policy: "page", cache: OWN, type: "text/x-component" },
  /** The page for an address that nothing is at. */
  missing: { policy: "page", cache: "private, no-cache, no-store, max-age=0, must-revalidate", type: HTML },
  kept: { policy: "kept", cache: "private, no-cache", type: HTML, more: { vary: /cookie/i, etag: /^W\/"/ } },
  plain: { policy: "plain", cache: "private, no-cache", type: HTML, more: { vary: /cookie/i, etag: /^W\/"/ } },
  /** A redirect of a route behind the proxy. */
  redirect: { policy: "page", cache: OWN, type: null, more: { location: /^\/(?!\/)/ } },
  /** The framework's own redirect to the address as it should be. */
  corrected: { policy: "none", cache: null, type: null, more: { location: /^\/(?!\/)/ } },
  offline: { policy: "offline", cache: "public, max-age=0, must-revalidate", type: HTML },
  json: { policy: "none", cache: "no-store", type: "application/json" },
  problem: { policy: "none", cache: "no-store", type: "application/problem+json" },
  csv: {
    policy: "none",
    cache: "no-store",
    type: "text/csv; charset=utf-8",
    more: { "content-disposition": /^attachment; filename="[\w.-]+\.csv"$/ },
  },
  zip: {
    policy: "none",
    cache: "no-store",
    type: "application/zip",
    more: { "content-disposition": /^attachment; filename="[\w.-]+\.zip"$/ },
  },
  // Its encoding is always UTF-8: https://html.spec.whatwg.org/multipage/server-sent-events.html
  stream: { policy: "none", cache: "no-store, no-transform", type: "text/event-stream" },
  /** 204, or 401 and the like without a body. */
  empty: { policy: "none", cache: "no-store", type: null },
  options: { policy: "none", cache: null, type: null, more: { allow: /OPTIONS/ } },
  picture: { policy: "none", cache: "public, max-age=0", type: "image/png", shared: true },
  drawing: { policy: "drawing", cache: "public, max-age=0", type: "image/svg+xml; charset=utf-8", shared: true },
  text: { policy: "none", cache: "public, max-age=0, must-revalidate", type: "text/plain; charset=utf-8" },
} as const satisfies Record<string, Expected>;

export type Kind = keyof typeof KINDS | Expected;

/** What is wrong with the headers of a response, and with the scripts of a page; nothing when it is as expected. */
export function faultsOf({ status, headers, text }: RawAnswer, kind: Kind): string[] {
  const expected: Expected = typeof kind === "string" ? KINDS[kind] : kind;
  const faults: string[] = [];
  const wants = (name: string, wanted: string | RegExp | null) => {
    const values = headers[name] ?? [];
    const [value] = values;
    const isRight =
      wanted === null
        ? values.length === 0
        : values.length === 1 && (typeof wanted === "string" ? value === wanted : wanted.test(value ?? ""));
    if (!isRight) faults.push(`${name} is ${JSON.stringify(values)} and not ${wanted}`);
  };
  for (const [name, value] of Object.entries(EVERY)) wants(name, value);
  wants("cross-origin-resource-policy", expected.shared ? "cross-origin" : "same-origin");
  wants("cache-control", expected.cache);
  wants("content-type", status === 304 ? null : expected.type);
  for (const [name, value] of Object.entries(expected.more ?? {})) wants(name, value);
  for (const name of NEVER) wants(name, null);
  const [policy = ""] = headers["content-security-policy"] ?? [];
  wants("content-security-policy", policy);
  const nonce = /'nonce-([\w+/=]{20,})'/.exec(policy)?.[1] ?? "";
  const hashes = policy.match(/'sha256-[\w+/]{43}='/g) ?? [];
  const general = policy
    .replace(`'nonce-${nonce}'`, "'nonce-NONCE'")
    .replaceAll(/'sha256-[\w+/]{43}='( (?='sha256))?/g, "")
    .replace(/script-src ('self' )?(?=[ ;])/, "script-src $1HASHES");
  const wantedPolicy = POLICIES[expected.policy];
  if (general.replaceAll(/\s+/g, " ") !== wantedPolicy) faults.push(`the policy is ${policy} and not ${wantedPolicy}`);
  if (status === 200 && expected.type === HTML) faults.push(...scriptFaults(text, { nonce, hashes }));
  return faults;
}

/** Scripts of a page that its policy does not allow, and handlers in attributes, which no policy here allows. */
function scriptFaults(html: string, { nonce, hashes }: { nonce: string; hashes: string[] }): string[] {
  const blocked = [...html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)].filter(
    ([, attributes = "", code = ""]) => {
      if (nonce) return !attributes.includes(`nonce="${nonce}"`) && !attributes.includes("application/ld+json");
      const hash = `'sha256-${createHash("sha256").update(code).digest("base64")}'`;
      return !/\ssrc="\/_next\//.test(attributes) && !hashes.includes(hash);
    },
  );
  const handlers = html.match(/<\w+\b[^<>]*\son\w+="[^"]*"/g) ?? [];
  return [...blocked.map(([tag]) => `its policy blocks ${tag.slice(0, 120)}`), ...handlers];
}
