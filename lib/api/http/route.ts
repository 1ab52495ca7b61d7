import { authenticate } from "@/lib/api/http/authenticate";
import type { AccountOf, Body, CallerOf, Definition, Params, Query, Success } from "@/lib/api/http/definition";
import { outage } from "@/lib/api/http/outages";
import { parseBody, parseQuery, repeatedParameters } from "@/lib/api/http/parse";
import { Problem, problem, rateLimited } from "@/lib/api/http/problems";
import { rateLimit } from "@/lib/api/http/rate-limit";
import { readJson } from "@/lib/api/http/read-body";
import { jsonReply, problemReply } from "@/lib/api/http/reply";
import { requestId } from "@/lib/api/http/request-id";
import { accountFor, accountNamed } from "@/lib/api/http/target-account";
import { clientIp } from "@/lib/auth/client-ip";
import { isRecentlyAuthenticated } from "@/lib/auth/sessions/recent";
import { now } from "@/lib/clock";
import { type Database, database } from "@/lib/db";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { noteRateLimited } from "@/lib/monitoring/note-refusals";
import { addressLimits } from "@/lib/pages/address-limit";
import type { Reports } from "@/lib/replica/replica";
import { reports } from "@/lib/replica/reports";

/** What a handler is given: the parsed request, and the collaborators of the verbs it calls. */
export type Call<D extends Definition> = {
  request: Request;
  /** Who sent the request. */
  caller: CallerOf<D>;
  /** Whose account it is about: the caller's own or, for a service key, the one named in the request. */
  account: AccountOf<D>;
  params: Params<D>;
  query: Query<D>;
  body: Body<D>;
  database: Database;
  /** Where lists, reports and exports are read, which must not decide anything. */
  reports: Reports;
  now: Date;
  /** The id of the response's header `x-request-id`. */
  requestId: string;
};

/** What the framework passes besides the request: the values for `[…]` in the file's path. */
export type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> };

export type RouteHandler = (request: Request, context?: RouteContext) => Promise<Response>;

/**
 * Makes a route handler from an endpoint's definition and its implementation. It authenticates, parses, and turns the
 * result into JSON or a problem. An exception becomes a 503 if the database or Stripe is unavailable, otherwise a 500
 * without details, with a log line under the same request id.
 */
export function route<D extends Definition>(
  definition: D,
  handle: (call: Call<D>) => Promise<Success<D> | Problem>,
): RouteHandler {
  return serve(definition, handle, (result, id, headers) => jsonReply(definition.success.status, result, id, headers));
}

/** The same for a response that is not JSON: `reply` makes it from the handler's result. */
export function serve<D extends Definition, Result>(
  definition: D,
  handle: (call: Call<D>) => Promise<Result | Problem>,
  reply: (result: Result, requestId: string, headers: Record<string, string>) => Response,
): RouteHandler {
  return async (request, context) => {
    const id = requestId(request.headers);
    const headers: Record<string, string> = {};
    const line = { requestId: id, method: definition.method, path: definition.path };
    try {
      const call = await prepare(definition, request, context, { id, headers });
      const result = call instanceof Problem ? call : await handle(call);
      if (result instanceof Problem) {
        log.debug({ ...line, code: result.code }, "refused");
        return problemReply(result.with({ headers }), id);
      }
      return reply(result, id, headers);
    } catch (error) {
      const away = outage(error);
      log[away ? "warn" : "error"]({ ...line, err: error }, away ? "unavailable" : "failed");
      return problemReply(away ?? problem("internal_error"), id);
    }
  };
}

async function prepare<D extends Definition>(
  definition: D,
  request: Request,
  context: RouteContext | undefined,
  { id, headers }: { id: string; headers: Record<string, string> },
): Promise<Call<D> | Problem> {
  const open = database();
  const at = await now();
  const caller = await authorize(definition, request, open, at, headers);
  if (caller instanceof Problem) return caller;
  const params = definition.params && parsedParams(definition.params, await context?.params);
  if (params instanceof Problem) return params;
  const repeated = repeatedParameters(request.url);
  if (repeated) return repeated;
  const query = definition.query && parseQuery(definition.query, request.url);
  if (query instanceof Problem) return query;
  const read =
    definition.body && (await readJson(request, { optional: definition.bodyOptional, maxParts: definition.maxParts }));
  if (read instanceof Problem) return read;

  const named = namesAccount(definition) ? accountNamed(request.url, read?.json) : { account: null, rest: read?.json };
  if (named instanceof Problem) return named;
  const body = definition.body && parseBody(definition.body, named.rest);
  if (body instanceof Problem) return body;
  const account = caller && namesAccount(definition) ? await accountFor(caller, named.account, open.sql) : caller;
  if (account instanceof Problem) return account;
  // Each part was parsed by the definition's own schema, which is how Call<D> types it.
  return {
    request,
    caller,
    account: account && { userId: account.userId, accountId: account.accountId, isDormant: account.isDormant },
    params: params?.value,
    query: query?.value,
    body: body?.value,
    database: open,
    reports: reports(),
    now: at,
    requestId: id,
  } as Call<D>;
}

/** The caller, if they have access. The state of their rate limit is added to `headers`. */
async function authorize(
  { access, identity, path, method }: Definition,
  request: Request,
  { sql }: Database,
  at: Date,
  headers: Record<string, string>,
) {
  // Load balancers check health often, and from one address.
  if (access === "public") return path.startsWith("/api/health/") ? null : countAnonymous(request);
  const caller = await authenticate(request, sql, at);
  // Invalid credentials cost a look-up just as valid ones do.
  if (caller instanceof Problem) return (await countAnonymous(request)) ?? caller;
  const limit = await rateLimit().count(caller);
  Object.assign(headers, limit.headers);
  if (limit.refusal) return limit.refusal;
  // The one place for the API; proxy.ts is the one for pages and their actions.
  if (caller.isView && (!isRead(method) || access === "person")) return problem("view_only");
  if (access === "person" && (caller.key || caller.via === "customer")) return problem("people_only");
  const { authenticatedAt } = caller;
  if (identity === "recent" && authenticatedAt && !isRecentlyAuthenticated({ authenticatedAt }, new Date())) {
    return problem(caller.via === "token" ? "token_too_old" : "reauthentication_required");
  }
  if (access === "person") return caller;
  if (caller.scopes.includes(access)) return caller;
  return problem("out_of_scope", { scope: access });
}

const isRead = (method: string) => method === "GET";

/** Counts a request without valid credentials by its address. Returns the refusal if the address is over its limit. */
async function countAnonymous(request: Request): Promise<Problem | null> {
  const seconds = await addressLimits().anonymous.count(clientIp(request.headers, env().TRUSTED_PROXIES));
  if (seconds === null) return null;
  noteRateLimited("address");
  return rateLimited(seconds);
}

/** Whether a service key has to name the account in the request. */
export function namesAccount({ access, account }: Definition): boolean {
  return access !== "public" && access !== "person" && !access.endsWith(":*") && account === undefined;
}

// A value that cannot be an id is answered like an unknown id.
function parsedParams(schema: NonNullable<Definition["params"]>, params: unknown) {
  const result = schema.safeParse(params ?? {});
  return result.success ? { value: result.data } : problem("not_found");
}
