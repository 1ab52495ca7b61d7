import { createHash, randomUUID } from "node:crypto";
import { NextResponse } from "next/server";
import { oncePerProcess } from "@/lib/once-per-process";
import { contentSecurityPolicy } from "@/lib/pages/content-security-policy";

/** A page as signed-out visitors see it, rendered once. */
export type KeptPage = { policy: string; etag: string; body: Uint8Array<ArrayBuffer> };

/** Marks the one request that renders the page; part of it is random per process. */
export const makingHeader = oncePerProcess("pageMakingHeader", () => `x-make-page-${randomUUID()}`);

/**
 * Caches the page at `url` as a signed-out visitor gets it, by requesting it from this process once. Null while that
 * fails, after which it is tried again. Its inline scripts are allowed by hash, because a cached nonce would be public.
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

/** The response to a request for a cached page, or 304 if the client has it. Next compresses it. */
export function replyWith({ policy, etag, body }: KeptPage, { method, headers }: Request): NextResponse {
  const common = { "content-security-policy": policy, "cache-control": "private, no-cache", vary: "cookie", etag };
  if (headers.get("if-none-match")?.includes(etag)) return new NextResponse(null, { status: 304, headers: common });
  return new NextResponse(method === "HEAD" ? null : body, {
    headers: { ...common, "content-type": "text/html; charset=utf-8" },
  });
}
