import { authenticate } from "@/lib/api/authenticate";
import type { Body, Caller, Definition, Query, Success } from "@/lib/api/definition";
import { outage } from "@/lib/api/outages";
import { parseBody, parseQuery } from "@/lib/api/parse";
import type { Principal } from "@/lib/api/principal";
import { Problem } from "@/lib/api/problems";
import { readJson } from "@/lib/api/read-body";
import { jsonReply, problemReply } from "@/lib/api/reply";
import { requestId } from "@/lib/api/request-id";
import { now } from "@/lib/clock";
import { type Database, database } from "@/lib/db";
import { log } from "@/lib/log";

/** What a handler gets: the caller and the parsed request, and the collaborators of the verbs it calls. */
export type Call<D extends Definition> = {
  request: Request;
  principal: Caller<D>;
  query: Query<D>;
  body: Body<D>;
  database: Database;
  now: Date;
};

export type RouteHandler = (request: Request) => Promise<Response>;

/**
 * Makes a route handler of an endpoint's definition and what it does. Authenticates, parses, and turns what the handler
 * returns into JSON or a problem; what it throws becomes a 503 when something we depend on is away, else an opaque 500
 * with a log line under the same request id.
 */
export function route<D extends Definition>(
  definition: D,
  handle: (call: Call<D>) => Promise<Success<D> | Problem>,
): RouteHandler {
  return async (request) => {
    const id = requestId(request.headers);
    const line = { requestId: id, method: definition.method, path: definition.path };
    try {
      const call = await prepare(definition, request);
      const result = call instanceof Problem ? call : await handle(call);
      if (result instanceof Problem) {
        log.debug({ ...line, code: result.code }, "refused");
        return problemReply(result, id);
      }
      return jsonReply(definition.success.status, result, id);
    } catch (error) {
      const away = outage(error);
      log[away ? "warn" : "error"]({ ...line, err: error }, away ? "unavailable" : "failed");
      return problemReply(away ?? new Problem("internal_error", "Tell us the request id and we can find out why."), id);
    }
  };
}

async function prepare<D extends Definition>(definition: D, request: Request): Promise<Call<D> | Problem> {
  const open = database();
  const principal = definition.access === "public" ? null : await authorize(definition.access, request, open);
  if (principal instanceof Problem) return principal;
  const query = definition.query && parseQuery(definition.query, request.url);
  if (query instanceof Problem) return query;
  const body = definition.body && (await parsedBody(definition.body, request));
  if (body instanceof Problem) return body;
  // Each part is what the definition's own schema made of it, which is how Call<D> types it.
  return { request, principal, query: query?.value, body: body?.value, database: open, now: await now() } as Call<D>;
}

async function authorize(scope: Principal["scopes"][number], request: Request, { sql }: Database) {
  const principal = await authenticate(request, sql);
  if (principal instanceof Problem || principal.scopes.includes(scope)) return principal;
  return new Problem("not_found", `Nothing is here, or these credentials do not reach it (it takes ${scope}).`);
}

async function parsedBody(schema: NonNullable<Definition["body"]>, request: Request) {
  const read = await readJson(request);
  return read instanceof Problem ? read : parseBody(schema, read.json);
}
