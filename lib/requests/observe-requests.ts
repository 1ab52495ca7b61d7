import type { IncomingMessage, ServerResponse } from "node:http";
import { log } from "@/lib/log";
import { inLogContext } from "@/lib/log-context";
import { OTHER } from "@/lib/monitoring/known-label";
import type { MatchRoute } from "@/lib/monitoring/route-template";
import { standBefore } from "@/lib/pages/stand-before";
import { requestContext } from "@/lib/requests/request-context";

/** What requests are named by. */
export type Build = { routeOf: MatchRoute; actions: ReadonlyMap<string, string> };

/**
 * Gives every request its id, under which everything it causes is logged, and writes one line when it has been answered:
 * method, route, status and duration. Addresses are left out, as are their queries, which can hold tokens. Returns a
 * function that undoes it for servers that had no request yet.
 */
export function observeRequests(build: Build): () => void {
  return standBefore((request, response, letIn) => {
    const context = requestContext(request.headers);
    // Taken before anything changes it.
    const asked = askedOf(request, build);
    const begun = performance.now();
    request.headers["x-request-id"] = context.requestId;
    response.once("close", () => inLogContext(context, () => writeLine(asked, response, performance.now() - begun)));
    inLogContext(context, letIn);
  });
}

type Asked = { method: string | undefined; route: string; action: string | undefined; isQuiet: boolean };

function askedOf({ method, url = "/", headers }: IncomingMessage, build: Build): Asked {
  const [path = "/"] = url.split("?", 1);
  const route = build.routeOf(path);
  const action = headers["next-action"];
  return {
    method,
    route,
    action: typeof action === "string" ? build.actions.get(action) : undefined,
    isQuiet: route === OTHER ? FILE.test(path) : QUIET.test(route),
  };
}

// Asked for all the time, by machines: they say little, and at the level debug.
const QUIET = /^\/_next$|^\/api\/(health\/|metrics$)/;
const FILE = /\.\w{2,11}$/;

function writeLine({ method, route, action, isQuiet }: Asked, response: ServerResponse, durationMs: number): void {
  const level = isQuiet && response.statusCode < 400 ? "debug" : "info";
  if (!log.isLevelEnabled(level)) return;
  log[level](
    {
      method,
      route,
      ...(action && { action }),
      status: response.statusCode,
      durationMs: Math.round(durationMs * 10) / 10,
      // The caller went away before the end.
      ...(!response.writableFinished && { aborted: true }),
    },
    "request",
  );
}
