/**
 * Where to go after sign-in: `next` if it is a path of this app, otherwise `fallback`. Anything a browser could treat as
 * another site is refused: `//host`, `/\host`, a scheme, and control characters that browsers drop before parsing.
 */
export function safeNextPath(next: unknown, fallback = "/dashboard"): string {
  if (typeof next !== "string" || next.length > MAX_LENGTH) return fallback;
  if (!next.startsWith("/") || next.startsWith("//")) return fallback;
  if (next.includes("\\") || CONTROL.test(next)) return fallback;
  const resolved = resolve(next);
  if (resolved === null || SIGN_IN_PAGES.test(resolved)) return fallback;
  return resolved;
}

/** Where to go after paying: `next` if it is a path of this app. Undefined without one. */
export function returnPath(next: unknown): string | undefined {
  return safeNextPath(next, "") || undefined;
}

const MAX_LENGTH = 2048;
const CONTROL = /\p{Cc}/u;
// Returning to these would loop.
const SIGN_IN_PAGES = /^\/(signin|signup|confirm-identity|api)(\/|\?|#|$)/i;
const BASE = "https://app.invalid";

/** The path as a browser resolves it ("/a/..//host" collapses to "//host"), or null when it leaves the app. */
function resolve(path: string): string | null {
  if (!URL.canParse(path, BASE)) return null;
  const url = new URL(path, BASE);
  if (url.origin !== BASE || url.pathname.startsWith("//")) return null;
  return `${url.pathname}${url.search}${url.hash}`;
}
