import type { RouteHandler } from "@/lib/api/http/route";
import { env } from "@/lib/env";

const REQUEST_HEADERS = "authorization, content-type, idempotency-key, last-event-id, x-request-id";
const RESPONSE_HEADERS = "x-request-id, retry-after, ratelimit-limit, ratelimit-remaining, ratelimit-reset";
const PREFLIGHT_SECONDS = 7200;

/**
 * Lets the pages of ALLOWED_ORIGINS read what a handler answers (https://fetch.spec.whatwg.org/#http-cors-protocol). Cookies are never
 * accepted from there: such pages send a customer's token.
 */
export function withCors(handler: RouteHandler): RouteHandler {
  return async (request, context) => {
    const response = await handler(request, context);
    for (const [name, value] of corsHeaders(request)) response.headers.append(name, value);
    return response;
  };
}

/** The headers of a preflight's answer; none for an origin that is not allowed. */
export function preflightHeaders(request: Request, methods: readonly string[]): [string, string][] {
  const headers = corsHeaders(request);
  if (headers.length < 2) return headers;
  return [
    ...headers,
    ["access-control-allow-methods", methods.join(", ")],
    ["access-control-allow-headers", REQUEST_HEADERS],
    ["access-control-max-age", String(PREFLIGHT_SECONDS)],
  ];
}

function corsHeaders(request: Request): [string, string][] {
  const { ALLOWED_ORIGINS } = env();
  if (ALLOWED_ORIGINS.length === 0) return [];
  const origin = request.headers.get("origin");
  // Also where it is not allowed, so that no cache gives one origin's answer to another.
  const vary: [string, string] = ["vary", "Origin"];
  if (origin === null || !ALLOWED_ORIGINS.includes(origin)) return [vary];
  return [vary, ["access-control-allow-origin", origin], ["access-control-expose-headers", RESPONSE_HEADERS]];
}
