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
  const options: RouteHandler = async (request) =>
    new Response(null, { status: 204, headers: { allow, "x-request-id": requestId(request.headers) } });
  return {
    GET: handlers.GET ?? refuse,
    POST: handlers.POST ?? refuse,
    PUT: handlers.PUT ?? refuse,
    PATCH: handlers.PATCH ?? refuse,
    DELETE: handlers.DELETE ?? refuse,
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
