import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

/** The methods of the API, of pages, whose actions are POST, and of files. */
export const METHODS = {
  api: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
  page: ["GET", "HEAD", "POST"],
  file: ["GET", "HEAD"],
} as const;

export type Served = keyof typeof METHODS;

/**
 * Handles requests that the framework fails at, before it sees them: a URL whose percent escapes are not UTF-8 (the
 * framework answers a plain 500 without a request id), and a method that nothing at the URL supports, such as TRACE, PUT
 * of a page (it would be rendered as for GET) or POST of a file (it would be a 500). Both are sent to routes that refuse
 * them. A surplus slash in an API URL is removed: the framework would redirect, and Stripe counts a redirect as a failed
 * delivery (docs.stripe.com/webhooks#fix-http-status-codes). Returns a function that undoes it.
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
  const path = textOf(pathOf(target));
  // There is no page with this name, so the app shows its not-found page.
  if (path === null) return IN_API.test(pathOf(target)) ? "/api/refused/address" : "/not-found";
  const served: Served = IN_API.test(path) ? "api" : FILE.test(path) ? "file" : "page";
  return (METHODS[served] as readonly string[]).includes(method) ? null : `/api/refused/method?of=${served}`;
}

const IN_API = /^\/+api(\/|$)/;
const FILE = /^\/_next\/static\/|\.\w{2,11}$/;

// A proxy can send the absolute URL, http://host/path (RFC 9112, 3.2.2).
function pathOf(target: string): string {
  const [path = ""] = target.replace(/^[a-z]+:\/\/[^/?#]*/i, "").split(/[?#]/, 1);
  return path;
}

/** The path without percent escapes; null when they are not UTF-8. */
function textOf(path: string): string | null {
  if (!path.includes("%")) return path;
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
