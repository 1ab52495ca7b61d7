import { createHash, randomUUID } from "node:crypto";
import { NextResponse } from "next/server";
import { contentSecurityPolicy } from "@/lib/pages/content-security-policy";

/** A page as everybody who is not signed in sees it, made once. */
export type KeptPage = { policy: string; etag: string; body: Uint8Array<ArrayBuffer> };

/** Marks the one request by which a page is made; part of it is made up when the process starts. */
export function makingHeader(): string {
  globalPages.refillMakingHeader ??= `x-make-page-${randomUUID()}`;
  return globalPages.refillMakingHeader;
}

// The route that asks and the proxy that is asked are bundles with modules of their own.
const globalPages = globalThis as typeof globalThis & { refillMakingHeader?: string };

/**
 * Keeps the page at `url` as an anonymous reader gets it: asks this very process for it once. Null while it cannot be
 * had, and then it is asked for again. Its inline scripts are allowed by their hashes, because what is kept has no nonce
 * that nobody knows.
 */
export function keptPage(url: () => string | null): () => Promise<KeptPage | null> {
  let page: Promise<KeptPage | null> | null = null;
  return async () => {
    const address = url();
    if (!address) return null;
    page ??= make(address).catch(() => null);
    const made = await page;
    if (!made) page = null;
    return made;
  };
}

async function make(address: string): Promise<KeptPage | null> {
  const answer = await fetch(address, { headers: { [makingHeader()]: "1", accept: "text/html" } });
  if (answer.status !== 200) return null;
  const html = (await answer.text()).replaceAll(/(<(?:script|style|link)\b[^>]*?) nonce="[^"]*"/g, "$1");
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

/** The answer to a request for a kept page; 304 for a reader who has it. Next compresses it on its way out. */
export function replyWith({ policy, etag, body }: KeptPage, { method, headers }: Request): NextResponse {
  const common = { "content-security-policy": policy, "cache-control": "private, no-cache", vary: "cookie", etag };
  if (headers.get("if-none-match")?.includes(etag)) return new NextResponse(null, { status: 304, headers: common });
  return new NextResponse(method === "HEAD" ? null : body, {
    headers: { ...common, "content-type": "text/html; charset=utf-8" },
  });
}
