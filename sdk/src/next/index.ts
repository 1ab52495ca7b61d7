import { createClient, type RefillClient } from "../client/create-client.js";
import { ApiError, unwrap } from "../client/problem.js";
import type { Send } from "../client/retry.js";
import type { operations } from "../client/schema.js";
import { isSameOrigin } from "./same-origin.js";

/** A signed-in user of your app. Pass an email address only if it is verified: Refill trusts it. */
export type RefillCustomer = {
  /** Your own id for the user. It must never be given to another user. */
  id: string;
  email?: string | null;
  name?: string | null;
};

type SessionBody = NonNullable<operations["postCustomersByExternalIdSessions"]["requestBody"]>;

/** What a browser token may do. */
export type RefillScope = NonNullable<SessionBody["content"]["application/json"]["scopes"]>[number];

export type RefillHandlerOptions = {
  /** Refill's URL, such as https://credits.example. */
  baseUrl: string;
  /** A service key (`rk_…`). It stays on the server. */
  serviceKey: string;
  /** The user who is signed in to your app, or null. Read it from the session, never from the request's body. */
  customer: (request: Request) => RefillCustomer | null | Promise<RefillCustomer | null>;
  /** What the browser may do: by default read the balance and billing, and buy. */
  scopes?: RefillScope[];
  /** Called with errors of Refill, which the browser is not shown. By default they are written to the console. */
  onError?: (error: unknown) => void;
  /** Replaces the global fetch. */
  fetch?: Send;
};

export type RefillHandler = {
  /** Answers the browser's request for a token: `{ token, expiresAt }`. */
  POST: (request: Request) => Promise<Response>;
};

/**
 * The route that gives your user's browser a token of Refill: export its POST from `app/api/refill/route.ts`. It uses
 * only web standards, so it works in any server that has Request and Response.
 */
export function createRefillHandler({
  baseUrl,
  serviceKey,
  customer,
  scopes = ["credits:read", "billing:read", "billing:write"],
  onError = logError,
  fetch,
}: RefillHandlerOptions): RefillHandler {
  const client = createClient({ baseUrl, apiKey: serviceKey, fetch });
  const customers = knownCustomers(client);

  async function startSession(user: RefillCustomer) {
    await customers.ensure(user);
    const { data, error, response } = await client.POST("/api/v1/customers/{externalId}/sessions", {
      params: { path: { externalId: user.id } },
      body: { scopes },
    });
    return { data, error, response };
  }

  async function post(request: Request): Promise<Response> {
    if (!isSameOrigin(request)) return answer(403, { error: "cross_site" });
    const user = await customer(request);
    if (!user) return answer(401, { error: "signed_out" });
    try {
      let started = await startSession(user);
      if (started.error?.code === "not_found") {
        // The customer was deleted since this process last saw them.
        customers.forget(user);
        started = await startSession(user);
      }
      const { token, expiresAt } = unwrap(started);
      return answer(200, { token, expiresAt });
    } catch (error) {
      onError(error);
      return answer(isTemporary(error) ? 503 : 502, { error: "unavailable" });
    }
  }

  return { POST: post };
}

const MAX_KNOWN = 10_000;

/** Remembers which customers this process has sent to Refill, and with which name and address. */
function knownCustomers(client: RefillClient) {
  const known = new Map<string, { details: string; sent: Promise<unknown> }>();

  function send({ id, email, name }: RefillCustomer): Promise<unknown> {
    const body = { ...(email && { email }), ...(name && { name }) };
    return client.PUT("/api/v1/customers/{externalId}", { params: { path: { externalId: id } }, body }).then(unwrap);
  }

  return {
    ensure: async (user: RefillCustomer): Promise<void> => {
      const details = JSON.stringify([user.email, user.name]);
      const before = known.get(user.id);
      if (before?.details === details) return void (await before.sent);
      const entry = { details, sent: send(user) };
      known.set(user.id, entry);
      const [oldest] = known.keys();
      if (known.size > MAX_KNOWN && oldest !== undefined) known.delete(oldest);
      try {
        await entry.sent;
      } catch (error) {
        if (known.get(user.id) === entry) known.delete(user.id);
        throw error;
      }
    },
    forget: ({ id }: RefillCustomer): void => void known.delete(id),
  };
}

/** Whether a later attempt may succeed: Refill is busy or cannot be reached. */
function isTemporary(error: unknown): boolean {
  return !(error instanceof ApiError) || error.status === 429 || error.status === 503;
}

function logError(error: unknown): void {
  console.error("Refill did not create a token:", error instanceof Error ? error.message : error);
}

function answer(status: number, body: object): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}
