import type { Caller, Scope } from "@/lib/api/http/caller";
import { type Problem, problem } from "@/lib/api/http/problems";
import { actsAsAdmin } from "@/lib/auth/admin-access";
import { keyCache } from "@/lib/auth/api-keys/key-cache";
import { openApiKey } from "@/lib/auth/api-keys/open-api-key";
import { SERVICE_SCOPES, USER_SCOPES } from "@/lib/auth/api-keys/scopes";
import { CUSTOMER_TOKEN_PREFIX, verifyCustomerToken } from "@/lib/auth/customer-token";
import { findBrowserUser } from "@/lib/auth/find-browser-user";
import { findCustomer, findTokenUser } from "@/lib/auth/find-user";
import { sessionCookieName } from "@/lib/auth/session";
import { verifyToken } from "@/lib/auth/token";
import type { SignedInUser } from "@/lib/auth/types";
import { viewCookieName } from "@/lib/auth/view-as/view-cookie";
import type { Sql } from "@/lib/db";
import { env } from "@/lib/env";
import { type Credential, noteAuthFailure } from "@/lib/monitoring/note-refusals";

/**
 * Identifies the caller by `Authorization: Bearer` or, without that header, by the session cookie. An invalid header is
 * refused even if there is a valid cookie.
 */
export async function authenticate(request: Request, sql: Sql, now: Date): Promise<Caller | Problem> {
  const authorization = request.headers.get("authorization");
  if (authorization === null) return bySession(request, sql);
  const [, token] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
  if (!token) return refuse("authorization_header", "bad_authorization_header");
  if (token.startsWith("rk_")) return byKey(token, sql, now);
  return token.startsWith(CUSTOMER_TOKEN_PREFIX) ? byCustomerToken(token, sql, now) : byToken(token, sql);
}

async function byKey(text: string, sql: Sql, now: Date): Promise<Caller | Problem> {
  const record = await openApiKey({ sql, cache: keyCache() }, text, now);
  if (!record) return refuse("api_key", "bad_api_key");
  const { id, service, userId, accountId, isDormant, role, scopes } = record;
  const key = { id, service };
  return { userId, accountId, isDormant, role, scopes, via: "key", authenticatedAt: null, key, isView: false };
}

async function byToken(token: string, sql: Sql): Promise<Caller | Problem> {
  const claims = await verifyToken(token, { secret: env().NEXTAUTH_SECRET, issuer: env().APP_URL });
  const user = claims && (await findTokenUser(sql, claims));
  if (!user) return refuse("token", "bad_token");
  return caller(user, "token");
}

/** A customer has the scopes of the token and no other rights, whatever the same person may do when signed in. */
async function byCustomerToken(token: string, sql: Sql, now: Date): Promise<Caller | Problem> {
  const claims = await verifyCustomerToken(token, { secret: env().NEXTAUTH_SECRET, issuer: env().APP_URL });
  const found = claims && (await findCustomer(sql, claims, now));
  if (!claims || !found || !actsAsAdmin(found.maker)) return refuse("token", "bad_token");
  const { id: userId, accountId, isDormant } = found;
  const { scopes } = claims;
  return {
    userId,
    accountId,
    isDormant,
    role: "USER",
    scopes,
    via: "customer",
    authenticatedAt: null,
    key: null,
    isView: false,
  };
}

async function bySession(request: Request, sql: Sql): Promise<Caller | Problem> {
  const { headers } = request;
  const sent = { session: cookie(headers, sessionCookieName()), view: cookie(headers, viewCookieName()) };
  const user = await findBrowserUser(sql, sent, new Date());
  if (!user) return problem("unauthorized");
  if (!isSameOrigin(request)) {
    noteAuthFailure("session", "untrusted_origin");
    return problem("untrusted_origin", { origin: appOrigin() });
  }
  return caller(user, "session");
}

function refuse(credential: Credential, name: "bad_authorization_header" | "bad_api_key" | "bad_token"): Problem {
  noteAuthFailure(credential, name);
  return problem(name);
}

function caller(user: SignedInUser, via: Caller["via"]): Caller {
  const scopes: readonly Scope[] = actsAsAdmin(user) ? [...SERVICE_SCOPES, "admin:*"] : USER_SCOPES;
  const { id: userId, accountId, isDormant, authenticatedAt } = user;
  const isView = user.view !== undefined;
  const role = actsAsAdmin(user) ? "ADMIN" : "USER";
  return { userId, accountId, isDormant, role, scopes, via, authenticatedAt, key: null, isView };
}

/**
 * Whether a change may be made with a session cookie. Browsers send the Origin of every change, and pages cannot forge
 * it. A request without the header does not come from a page of another site.
 */
export function isSameOrigin(request: Request): boolean {
  if (request.method === "GET" || request.method === "HEAD") return true;
  const origin = request.headers.get("origin");
  if (origin !== null) return origin === appOrigin();
  const site = request.headers.get("sec-fetch-site");
  return site === null || site === "same-origin";
}

function appOrigin(): string {
  return new URL(env().APP_URL).origin;
}

export function cookie(headers: Headers, name: string): string | undefined {
  const pairs = (headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
