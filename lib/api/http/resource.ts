import { preflightHeaders, withCors } from "@/lib/api/http/cors";
import type { Method } from "@/lib/api/http/definition";
import { type Problem, problem } from "@/lib/api/http/problems";
import { problemReply } from "@/lib/api/http/reply";
import { requestId } from "@/lib/api/http/request-id";
import type { RouteHandler } from "@/lib/api/http/route";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const satisfies Method[];

export type Resource = Record<Method | "OPTIONS", RouteHandler>;

/** What a route file exports: its handlers, and for every other method a problem that lists the supported ones. */
export function resource(handlers: Partial<Record<Method, RouteHandler>>): Resource {
  const methods = METHODS.filter((method) => handlers[method]);
  // The framework answers HEAD with the GET handler.
  const allow = [...methods.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method])), "OPTIONS"].join(", ");
  const refuse: RouteHandler = async (request) =>
    problemReply(problem("method_not_allowed", { allow }).with({ headers: { allow } }), requestId(request.headers));
  const options: RouteHandler = async (request) => {
    const headers = new Headers({ allow, "x-request-id": requestId(request.headers) });
    for (const [name, value] of preflightHeaders(request, methods)) headers.append(name, value);
    return new Response(null, { status: 204, headers });
  };
  return {
    GET: withCors(handlers.GET ?? refuse),
    POST: withCors(handlers.POST ?? refuse),
    PUT: withCors(handlers.PUT ?? refuse),
    PATCH: withCors(handlers.PATCH ?? refuse),
    DELETE: withCors(handlers.DELETE ?? refuse),
    OPTIONS: options,
  };
}

/** What a route file exports that answers every request with the same problem. */
export function refused(problem: Problem): Resource {
  return resourceOf(async (request) => problemReply(problem, requestId(request.headers)));
}

/** What a route file exports that handles every method alike. */
export function resourceOf(handler: RouteHandler): Resource {
  return { GET: handler, POST: handler, PUT: handler, PATCH: handler, DELETE: handler, OPTIONS: handler };
}
