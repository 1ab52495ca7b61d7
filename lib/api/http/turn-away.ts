import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

const SERVED = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/**
 * Handles requests that the framework fails at, before it sees them: a URL whose percent escapes are not UTF-8 (the
 * framework answers a plain 500 without a request id), and a method that no handler can have, such as TRACE. Both are
 * sent to routes that refuse them. A surplus slash in an API URL is removed: the framework would redirect, and Stripe
 * counts a redirect as a failed delivery (docs.stripe.com/webhooks#fix-http-status-codes). Returns a function that
 * undoes it.
 */
export function turnAwayUnservable(): () => void {
  // Published before anything else happens to a request (nodejs.org/api/diagnostics_channel.html).
  subscribe(REQUEST_STARTS, turnAway);
  return () => void unsubscribe(REQUEST_STARTS, turnAway);
}

const REQUEST_STARTS = "http.server.request.start";

function turnAway(message: unknown): void {
  const { request } = message as { request: IncomingMessage };
  const route = refusalOf(request.method, request.url);
  if (route) {
    request.method = "GET";
    request.url = route;
  } else if (request.url) {
    request.url = withoutSurplusSlashes(request.url);
  }
}

const API_ADDRESS = /^([a-z]+:\/\/[^/?#]*)?(\/+api\/[^?#]*)/i;

function withoutSurplusSlashes(target: string): string {
  return target.replace(
    API_ADDRESS,
    (_all, origin = "", path: string) => origin + path.replaceAll(/\/{2,}/g, "/").replace(/(?<=.)\/$/, ""),
  );
}

/** The route that answers instead of the requested URL; null if that can be served. */
function refusalOf(method = "GET", target = "/"): string | null {
  if (!SERVED.has(method)) return "/api/refused/method";
  const path = pathOf(target);
  if (isText(path)) return null;
  // There is no page with this name, so the app shows its not-found page.
  return /^\/api(\/|$)/.test(path) ? "/api/refused/address" : "/not-found";
}

// A proxy can send the absolute URL, http://host/path (RFC 9112, 3.2.2).
function pathOf(target: string): string {
  const [path = ""] = target.replace(/^[a-z]+:\/\/[^/?#]*/i, "").split(/[?#]/, 1);
  return path;
}

function isText(path: string): boolean {
  if (!path.includes("%")) return true;
  try {
    decodeURIComponent(path);
    return true;
  } catch (error) {
    if (error instanceof URIError) return false;
    throw error;
  }
}
