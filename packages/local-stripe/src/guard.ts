import { isIP } from "node:net";
import type { Context, MiddlewareHandler } from "hono";

/**
 * Keeps other sites' pages out of a server that has no sign-in. A page can make its reader's browser post a
 * form anywhere, and by DNS rebinding reach 127.0.0.1 under its own name; browsers send both in `Host` and
 * `Origin` and cannot be made to lie. `publicUrl` is read at each request, because a free port is only known later.
 */
export function guard(publicUrl: () => string): MiddlewareHandler {
  return async (context, next) => {
    const refusal = refusalOf(context, new URL(publicUrl()).host);
    if (!refusal) return next();
    const { status, message } = refusal;
    const isApi = context.req.path.startsWith("/v1/");
    return context.json({ error: isApi ? { type: "invalid_request_error", message } : message }, status);
  };
}

type Refusal = { status: 403 | 415; message: string };

function refusalOf(context: Context, publicHost: string): Refusal | null {
  const header = (name: string) => context.req.header(name);
  const host = header("host") ?? "";
  if (host !== publicHost && !isOwnName(host)) {
    return { status: 403, message: `The local Stripe does not answer to the host "${host}": use localhost.` };
  }
  if (["GET", "HEAD", "OPTIONS"].includes(context.req.method)) return null;
  const origin = header("origin");
  const isForeign =
    origin === undefined
      ? !["same-origin", "none", undefined].includes(header("sec-fetch-site"))
      : !URL.canParse(origin) || new URL(origin).host !== host;
  if (isForeign) return { status: 403, message: `Changes are not taken from pages of ${origin ?? "another site"}.` };
  return hasBody(context) ? wrongType(context.req.path, header("content-type") ?? "") : null;
}

/** Names that no other site can have: an IP address, localhost, or a name without a dot, such as a container's. */
function isOwnName(host: string): boolean {
  if (!URL.canParse(`http://${host}`)) return false;
  const { hostname } = new URL(`http://${host}`);
  return isIP(hostname.replace(/^\[|\]$/g, "")) !== 0 || hostname.endsWith(".localhost") || !hostname.includes(".");
}

function hasBody(context: Context): boolean {
  return context.req.header("transfer-encoding") !== undefined || Number(context.req.header("content-length") ?? 0) > 0;
}

// A browser sends JSON across sites only after a preflight; text/plain and multipart need none and are always refused.
function wrongType(path: string, sent: string): Refusal | null {
  const wanted = path.startsWith("/_local/") ? "application/json" : "application/x-www-form-urlencoded";
  const [type = ""] = sent.toLowerCase().split(";");
  return type.trim() === wanted ? null : { status: 415, message: `Send this with Content-Type: ${wanted}.` };
}
