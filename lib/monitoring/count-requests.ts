import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { OTHER } from "@/lib/monitoring/known-label";
import { processMetrics } from "@/lib/monitoring/process-metrics";
import type { MatchRoute } from "@/lib/monitoring/route-template";
import { oncePerProcess } from "@/lib/once-per-process";

const REQUEST_STARTS = "http.server.request.start";
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/**
 * Counts every request that the servers of this process receive, whether the framework answers it or the front door does.
 * Call it after what rewrites requests. Returns a function that undoes it.
 */
export function countRequests(routeOf: MatchRoute): () => void {
  const count = (message: unknown) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    countOne(request, response, routeOf);
  };
  // Published before anything else happens to a request (nodejs.org/api/diagnostics_channel.html).
  subscribe(REQUEST_STARTS, count);
  return () => void unsubscribe(REQUEST_STARTS, count);
}

function countOne(request: IncomingMessage, response: ServerResponse, routeOf: MatchRoute): void {
  const begun = performance.now();
  const { requests, requestSeconds, requestsInProgress } = processMetrics();
  const route = routeOf(pathOf(request.url));
  const method = METHODS.has(request.method ?? "") ? (request.method as string) : OTHER;
  requestsInProgress.inc();
  response.once("close", () => {
    requestsInProgress.dec();
    const kind = atFrontDoor().has(response) ? "front_door" : kindOf(route);
    // A caller that leaves before the response gets none.
    const status = response.headersSent ? String(response.statusCode) : "none";
    requests.inc({ kind, method, route, status });
    if (!isStream(response)) requestSeconds.observe({ kind, route }, (performance.now() - begun) / 1000);
  });
}

/** Marks a response that was sent before the framework saw the request. */
export function noteFrontDoor(response: ServerResponse): void {
  atFrontDoor().add(response);
}

const atFrontDoor = oncePerProcess("atFrontDoor", () => new WeakSet<ServerResponse>());

function kindOf(route: string): string {
  if (route.startsWith("/api/webhooks/")) return "webhook";
  if (route.startsWith("/api/")) return "api";
  if (route === "/_next") return "asset";
  return route === OTHER ? OTHER : "page";
}

// A proxy can send the absolute URL, http://host/path (RFC 9112, 3.2.2).
function pathOf(target = "/"): string {
  const path = target.startsWith("/") ? target : target.replace(/^[a-z]+:\/\/[^/?#]*/i, "");
  const end = path.search(/[?#]/);
  return end === -1 ? path : path.slice(0, end);
}

/** It lasts as long as somebody looks at a page, which says nothing about how fast the app is. */
function isStream(response: ServerResponse): boolean {
  return String(response.getHeader("content-type") ?? "").startsWith("text/event-stream");
}
