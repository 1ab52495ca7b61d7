import { createHash, randomUUID } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { oncePerProcess } from "@/lib/once-per-process";
import { contentSecurityPolicy, reportingHeaders } from "@/lib/pages/content-security-policy";

/** A page as signed-out visitors see it, rendered once, and compressed once. */
export type KeptPage = { policy: string; etag: string; body: Bytes; gzipped: Bytes };

type Bytes = Uint8Array<ArrayBuffer>;

/** Marks the one request that renders the page; part of it is random per process. */
export const makingHeader = oncePerProcess("pageMakingHeader", () => `x-make-page-${randomUUID()}`);

/** After a failure, how long nobody waits for the next attempt: the front door, the proxy and the framework come one after the other. */
const GIVEN_UP_MS = 1_000;

type Keeping = {
  /** How long a copy counts as current. After that it is made again while the old one is served. */
  maxAgeMs?: number;
  /** The age from which requests wait for the next copy: nobody had asked for the page for so long. */
  waitFromMs?: number;
  /** What becomes of the page's HTML before it is kept. */
  change?: (html: string) => string;
  /** Whether what is left of it runs the app. */
  runsApp?: boolean;
};

/**
 * Caches the page at `url` as a signed-out visitor gets it, by requesting it from this process. Null while that fails and
 * there is no earlier copy, after which it is tried again. Its inline scripts are allowed by hash, because a cached nonce
 * would be public.
 */
export function keptPage(
  url: () => string | null,
  {
    maxAgeMs = Number.POSITIVE_INFINITY,
    waitFromMs = Number.POSITIVE_INFINITY,
    change = (html) => html,
    runsApp = true,
  }: Keeping = {},
): () => Promise<KeptPage | null> {
  let kept: { page: KeptPage; madeAt: number; edition: number } | null = null;
  let making: { run: Promise<KeptPage | null>; edition: number } | null = null;
  let failedAt = Number.NEGATIVE_INFINITY;
  const remake = (address: string) => {
    const { edition } = editions();
    // What was begun before a change may show what was before it.
    if (making?.edition === edition) return making.run;
    const madeAt = performance.now();
    const run = make(address, { change, runsApp }).catch(() => null);
    const begun = { run, edition };
    making = begun;
    run.then((page) => {
      if (making === begun) making = null;
      if (!page) failedAt = performance.now();
      if (page && edition >= (kept?.edition ?? 0)) kept = { page, madeAt, edition };
    });
    return run;
  };
  return async () => {
    const address = url();
    if (!address) return null;
    const ageMs = kept?.edition === editions().edition ? performance.now() - kept.madeAt : Number.POSITIVE_INFINITY;
    if (!kept && performance.now() - failedAt < GIVEN_UP_MS) return null;
    if (!kept || ageMs >= waitFromMs) return (await remake(address)) ?? kept?.page ?? null;
    if (ageMs > maxAgeMs) void remake(address);
    return kept.page;
  };
}

/** Has every kept page made again before it is served: what they show has changed. */
export function renewKeptPages(): void {
  editions().edition += 1;
}

const editions = oncePerProcess("keptPageEditions", () => ({ edition: 0 }));

async function make(
  address: string,
  { change, runsApp }: Required<Pick<Keeping, "change" | "runsApp">>,
): Promise<KeptPage | null> {
  const answer = await fetch(address, { headers: { [makingHeader()]: "1", accept: "text/html" } });
  if (answer.status !== 200) return null;
  const html = change((await answer.text()).replaceAll(/(<(?:script|style|link)\b[^>]*?) nonce="[^"]*"/g, "$1"));
  const bytes = Buffer.from(html);
  return {
    policy: contentSecurityPolicy({ allowed: inlineScripts(html).map(hashSource).join(" "), runsApp }),
    etag: `W/"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`,
    body: new Uint8Array(bytes),
    gzipped: new Uint8Array(await promisify(gzip)(bytes, { level: 9 })),
  };
}

function inlineScripts(html: string): string[] {
  return [...html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)].flatMap(([, attributes = "", code = ""]) =>
    /\ssrc=/.test(attributes) ? [] : [code],
  );
}

function hashSource(code: string): string {
  return `'sha256-${createHash("sha256").update(code).digest("base64")}'`;
}

type Asked = { ifNoneMatch: string | undefined; acceptEncoding: string };
type Kept = { status: 200 | 304; headers: Record<string, string>; body: Bytes | null };

/** The response to a request for a cached page, compressed if the client takes that, or 304 if it has the page. */
export function keptFor(page: KeptPage, { ifNoneMatch, acceptEncoding }: Asked): Kept {
  const common = {
    "content-security-policy": page.policy,
    ...reportingHeaders(),
    "cache-control": "private, no-cache",
    vary: "cookie, accept-encoding",
    etag: page.etag,
  };
  if (ifNoneMatch?.includes(page.etag)) return { status: 304, headers: common, body: null };
  const headers = { ...common, "content-type": "text/html; charset=utf-8" };
  if (!takesGzip(acceptEncoding)) return { status: 200, headers, body: page.body };
  return { status: 200, headers: { ...headers, "content-encoding": "gzip" }, body: page.gzipped };
}

/** The same from the proxy, where Next would drop the Content-Encoding, and compresses by itself. */
export function replyWith(page: KeptPage, { method, headers: asked }: Request): Response {
  const ifNoneMatch = asked.get("if-none-match") ?? undefined;
  const { status, headers, body } = keptFor(page, { ifNoneMatch, acceptEncoding: "" });
  return new Response(method === "HEAD" ? null : body, { status, headers });
}

/** Whether an Accept-Encoding names gzip, other than to refuse it with q=0. */
function takesGzip(accepted: string): boolean {
  return /(?:^|,)\s*gzip\s*(?:$|,|;(?!\s*q=0(?:\.0*)?\s*(?:$|,)))/i.test(accepted);
}
