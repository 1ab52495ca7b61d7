import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

const SERVED = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/**
 * Makes the servers of this process answer what the framework fails at, before it sees it: an address whose percent
 * escapes are no text (a plain 500 without a request id), and a method that no handler can have, such as TRACE. Both go to
 * routes of their own. An API address with a slash too many goes where it was meant: the framework would redirect, and
 * Stripe counts a redirect as a failed delivery (docs.stripe.com/webhooks#fix-http-status-codes). Returns what ends it.
 */
export function turnAwayUnservable(): () => void {
  // Published as the first thing that happens to a request (nodejs.org/api/diagnostics_channel.html).
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

/** Where a request goes instead of the address it asks for; null when that can be served. */
function refusalOf(method = "GET", target = "/"): string | null {
  if (!SERVED.has(method)) return "/api/refused/method";
  const path = pathOf(target);
  if (isText(path)) return null;
  // A page with this name does not exist, and what is shown then is the page for that.
  return /^\/api(\/|$)/.test(path) ? "/api/refused/address" : "/not-found";
}

// A proxy may send the whole address, http://host/path (RFC 9112, 3.2.2).
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
