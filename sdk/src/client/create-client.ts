import createOpenApiClient, { type Client, type Middleware } from "openapi-fetch";
import { type Credits, creditsOf } from "./credits.js";
import { withProblem } from "./problem.js";
import { type Send, sendRepeatedly, type Wait, withTimeout } from "./retry.js";
import { keyedPaths, type paths } from "./schema.js";

type Credentials = {
  /** `rk_…`, for programs. */
  apiKey?: string;
  /**
   * From POST /api/v1/auth/token, for a person. It is valid for 15 minutes; a function is called before every request.
   */
  token?: string | (() => string | Promise<string>);
};

export type ClientOptions = Credentials & {
  /** The app's URL, such as https://your-app.example. */
  baseUrl: string;
  /** Replaces the global fetch. */
  fetch?: Send;
  /** Replaces the timer between attempts. */
  wait?: Wait;
  /** How long one attempt may take: 30 seconds by default. After that it is retried, or fails with TimeoutError. */
  timeoutMs?: number;
};

/** The API by path and method, and `credits` for the few calls that most programs need. */
export type RefillClient = Client<paths> & { credits: Credits };

/**
 * A typed client of the API. Calls return `{ data, error, response }`, where `error` is the problem document; unwrap()
 * turns that into a value or an exception. Network errors throw. The calls of `credits` return the value and throw
 * ApiError.
 *
 * A spend, hold, capture or refund without an idempotency key is given one. Reads and requests with a key are retried
 * a few times after a network error, a time-out, a 503 or a 429.
 */
export function createClient({
  baseUrl,
  fetch: send = (request) => fetch(request),
  wait,
  timeoutMs = DEFAULT_TIMEOUT_MS,
  ...credentials
}: ClientOptions): RefillClient {
  const repeatable = new WeakSet<Request>();
  const sendInTime = withTimeout(send, timeoutMs);
  const client: Client<paths> = createOpenApiClient<paths>({
    baseUrl,
    fetch: async (request) =>
      withProblem(
        repeatable.has(request) ? await sendRepeatedly(request, sendInTime, wait) : await sendInTime(request),
      ),
  });
  client.use(authorization(credentials), idempotency(repeatable));
  return Object.assign(client, { credits: creditsOf(client) });
}

const DEFAULT_TIMEOUT_MS = 30_000;

function authorization({ apiKey, token }: Credentials): Middleware {
  return {
    onRequest: async ({ request }) => {
      const bearer = apiKey ?? (typeof token === "function" ? await token() : token);
      if (bearer !== undefined && !request.headers.has("authorization")) {
        request.headers.set("authorization", `Bearer ${bearer}`);
      }
    },
  };
}

/** Adds an idempotency key to every request that takes one, and notes which requests can be retried. */
function idempotency(repeatable: WeakSet<Request>): Middleware {
  return {
    onRequest: async ({ request, schemaPath }) => {
      if (request.method === "POST") {
        const body = await request.clone().text();
        const json: unknown = body === "" ? {} : JSON.parse(body);
        if (REPEATABLE.has(schemaPath)) repeatable.add(request);
        if (keyedPaths.includes(schemaPath) && !request.headers.has(HEADER) && !isKeyed(json, schemaPath)) {
          request.headers.set(HEADER, crypto.randomUUID());
        }
        if (!request.headers.has(HEADER) && !isKeyed(json, schemaPath)) return;
      }
      repeatable.add(request);
    },
  };
}

const HEADER = "idempotency-key";
// The key in a refund's body identifies the spend. The refund's own key is only in the header.
const REFUNDS = "/api/v1/credits/refunds";

const BATCH = "/api/v1/credits/consume/batch";
const SPEND = "/api/v1/credits/consume";

// They take no key because a repetition changes nothing.
const REPEATABLE = new Set(["/api/v1/credits/holds/{id}/extend", "/api/v1/credits/holds/{id}/release"]);

/** Whether the body has an idempotency key, for the request or for each of its items. */
function isKeyed(body: unknown, schemaPath: string): boolean {
  if (typeof body !== "object" || body === null || schemaPath === REFUNDS) return false;
  // Elsewhere `items` are the meters of one spend.
  if (schemaPath === BATCH) {
    return "items" in body && Array.isArray(body.items) && body.items.every((item) => isKeyed(item, SPEND));
  }
  return "idempotencyKey" in body && body.idempotencyKey !== undefined;
}
