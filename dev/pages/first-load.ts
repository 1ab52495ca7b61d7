import { gzipSync } from "node:zlib";

/** A script that a page's HTML makes every browser load, with its size as it travels. */
export type LoadedScript = { path: string; gzipBytes: number };

/**
 * The scripts in a page's HTML, largest first. Scripts for browsers without modules (`nomodule`) are left out: no browser
 * that the app supports loads them.
 */
export async function firstLoadScripts(html: string, read: (path: string) => Promise<string>): Promise<LoadedScript[]> {
  const tags = [...html.matchAll(/<script\b([^>]*)>/g)].map(([, attributes = ""]) => attributes);
  const paths = tags.flatMap((attributes) =>
    /\bnomodule\b/i.test(attributes) ? [] : (/\ssrc="([^"]+)"/.exec(attributes)?.[1] ?? []),
  );
  const scripts = [...new Set(paths)].map(async (path) => ({ path, gzipBytes: gzipSync(await read(path)).length }));
  return (await Promise.all(scripts)).sort((a, b) => b.gzipBytes - a.gzipBytes);
}

/** What a page's scripts weigh together, in kilobytes of 1,000 bytes. */
export function kilobytesOf(scripts: readonly LoadedScript[]): number {
  return scripts.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0) / 1_000;
}

/** The most that a page's scripts may weigh. */
export const SCRIPT_BUDGETS: Record<string, number> = {
  "/": 120,
  "/pricing": 120,
  "/dashboard": 160,
  "/credits": 160,
  "/billing": 160,
  "/usage": 160,
};
