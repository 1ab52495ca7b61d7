import { createHash, randomUUID } from "node:crypto";
import { NextResponse } from "next/server";
import { oncePerProcess } from "@/lib/once-per-process";
import { contentSecurityPolicy } from "@/lib/pages/content-security-policy";

/** A page as signed-out visitors see it, rendered once. */
export type KeptPage = { policy: string; etag: string; body: Uint8Array<ArrayBuffer> };

/** Marks the one request that renders the page; part of it is random per process. */
export const makingHeader = oncePerProcess("pageMakingHeader", () => `x-make-page-${randomUUID()}`);

type Keeping = {
  /** How long a copy counts as current. After that it is made again while the old one is served. */
  maxAgeMs?: number;
  /** What becomes of the page's HTML before it is kept. */
  change?: (html: string) => string;
};

/**
 * Caches the page at `url` as a signed-out visitor gets it, by requesting it from this process. Null while that fails and
 * there is no earlier copy, after which it is tried again. Its inline scripts are allowed by hash, because a cached nonce
 * would be public.
 */
export function keptPage(
  url: () => string | null,
  { maxAgeMs = Number.POSITIVE_INFINITY, change = (html) => html }: Keeping = {},
): () => Promise<KeptPage | null> {
  let kept: { page: KeptPage; madeAt: number; edition: number } | null = null;
  let making: Promise<KeptPage | null> | null = null;
  const remake = (address: string) => {
    const { edition } = editions();
    const madeAt = performance.now();
    const run = make(address, change).catch(() => null);
    making = run.then((page) => {
      making = null;
      if (page) kept = { page, madeAt, edition };
      return page;
    });
    return making;
  };
  return async () => {
    const address = url();
    if (!address) return null;
    const isOutdated = kept === null || kept.edition !== editions().edition;
    if (isOutdated) return (await (making ?? remake(address))) ?? kept?.page ?? null;
    if (kept && performance.now() - kept.madeAt > maxAgeMs) making ?? void remake(address);
    return kept?.page ?? null;
  };
}

/** Has every kept page made again before it is served: what they show has changed. */
export function renewKeptPages(): void {
  editions().edition += 1;
}

const editions = oncePerProcess("keptPageEditions", () => ({ edition: 0 }));

async function make(address: string, change: (html: string) => string): Promise<KeptPage | null> {
  const answer = await fetch(address, { headers: { [makingHeader()]: "1", accept: "text/html" } });
  if (answer.status !== 200) return null;
  const html = change((await answer.text()).replaceAll(/(<(?:script|style|link)\b[^>]*?) nonce="[^"]*"/g, "$1"));
  const bytes = Buffer.from(html);
  return {
    policy: contentSecurityPolicy(inlineScripts(html).map(hashSource).join(" ")),
    etag: `W/"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`,
    body: new Uint8Array(bytes),
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

/** The response to a request for a cached page, or 304 if the client has it. Next compresses it. */
export function replyWith({ policy, etag, body }: KeptPage, { method, headers }: Request): NextResponse {
  const common = { "content-security-policy": policy, "cache-control": "private, no-cache", vary: "cookie", etag };
  if (headers.get("if-none-match")?.includes(etag)) return new NextResponse(null, { status: 304, headers: common });
  return new NextResponse(method === "HEAD" ? null : body, {
    headers: { ...common, "content-type": "text/html; charset=utf-8" },
  });
}
