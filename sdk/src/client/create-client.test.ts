import { describe, expect, test } from "vitest";
import { createClient } from "./create-client.js";
import { RefillError, TimeoutError } from "./errors.js";
import { ApiError, InsufficientCreditsError, requestIdOf, unwrap } from "./problem.js";
import type { Send } from "./retry.js";

type Made = { request: Request; body: string };

const PROBLEM = { type: "about:blank", title: "No", detail: "No.", requestId: "r-1" };
const json =
  (status: number, body: object, headers: Record<string, string> = {}) =>
  () =>
    new Response(JSON.stringify(body), {
      status,
      headers: { "content-type": status < 400 ? "application/json" : "application/problem+json", ...headers },
    });
const busy = (headers?: Record<string, string>) =>
  json(503, { ...PROBLEM, status: 503, code: "database_unavailable" }, headers);
const dropped = () => {
  throw new TypeError("fetch failed");
};

/** A client whose calls are answered in this order, the last answer again and again. */
function clientOf(...answers: (() => Response)[]) {
  const made: Made[] = [];
  const waits: number[] = [];
  const send: Send = async (request) => {
    const answer = answers[Math.min(made.length, answers.length - 1)];
    made.push({ request, body: await request.clone().text() });
    if (!answer) throw new Error("No answer is left.");
    return answer();
  };
  const wait = async (milliseconds: number) => void waits.push(milliseconds);
  return {
    client: createClient({ baseUrl: "https://refill.example", apiKey: "rk_x", fetch: send, wait }),
    made,
    waits,
  };
}

const keysOf = (made: Made[]) => made.map(({ request }) => request.headers.get("idempotency-key"));
const consume = "/api/v1/credits/consume";

describe("a call", () => {
  test("carries the key or the token; a function is asked for the token each time", async () => {
    const seen: (string | null)[] = [];
    const send: Send = async (request) => {
      seen.push(request.headers.get("authorization"));
      return json(200, {})();
    };
    const base = { baseUrl: "https://refill.example/", fetch: send };
    let turn = 0;
    const byFunction = createClient({ ...base, token: async () => `t${++turn}` });
    await createClient({ ...base, apiKey: "rk_1" }).GET("/api/v1/credits");
    await createClient({ ...base, token: "t0" }).GET("/api/v1/credits");
    await byFunction.GET("/api/v1/credits");
    await byFunction.GET("/api/v1/credits");
    await createClient(base).GET("/api/v1/plans");
    expect(seen).toEqual(["Bearer rk_1", "Bearer t0", "Bearer t1", "Bearer t2", null]);
  });

  test("that is refused has the problem, typed by its code, and can be had as an exception", async () => {
    const refusal = { ...PROBLEM, status: 402, code: "insufficient_credits", required: 5, available: 1 };
    const { client } = clientOf(json(402, refusal, { "x-request-id": "r-1" }));
    const result = await client.POST(consume, { body: { amount: 5 } });
    expect(result.error?.code === "insufficient_credits" && result.error.required).toBe(5);
    expect(requestIdOf(result)).toBe("r-1");
    const error = await client
      .POST(consume, { body: { amount: 5 } })
      .then(unwrap, String)
      .catch((thrown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ code: "insufficient_credits", status: 402, requestId: "r-1" });
  });

  test("that a proxy answers for the API is a problem all the same", async () => {
    const page = () => new Response("<h1>Bad gateway</h1>", { status: 502, headers: { "content-type": "text/html" } });
    const { error, response } = await clientOf(page).client.GET("/api/v1/credits");
    expect(response.status).toBe(502);
    expect(error).toMatchObject({ status: 502, code: "not_ready", requestId: "" });
  });
});

describe("idempotency keys", () => {
  test("are made for spends, holds, captures and refunds that have none, a new one for each call", async () => {
    const { client, made } = clientOf(json(200, {}));
    const path = { id: "0193a1b2-0000-7000-8000-00000000000c" };
    await client.POST(consume, { body: { amount: 1 } });
    await client.POST(consume, { body: { amount: 1 } });
    await client.POST("/api/v1/credits/holds", { body: { items: [{ meter: "tokens", quantity: 1 }] } });
    await client.POST("/api/v1/credits/holds/{id}/capture", { params: { path } });
    await client.POST("/api/v1/credits/refunds", { body: { idempotencyKey: "job-42", reason: "Failed" } });
    const keys = keysOf(made);
    expect(keys).not.toContain(null);
    expect(new Set(keys).size).toBe(5);
  });

  test("cover the repetitions of a claim, and a worker can send its own", async () => {
    const claim = json(200, { claimed: true });
    const { client, made } = clientOf(dropped, claim);
    expect((await client.credits.resume("r-1", { account: "customer-42" })).claimed).toBe(true);
    await client.credits.resume("r-1");
    await client.credits.resume("r-1", { idempotencyKey: "job-42" });
    const [lost, repeated, other] = keysOf(made);
    expect(repeated).toBe(lost);
    expect(other).not.toBe(lost);
    expect(JSON.parse(made[3]?.body ?? "")).toEqual({ idempotencyKey: "job-42" });
    expect(made[0]?.request.url).toBe("https://refill.example/api/v1/credits/refusals/r-1/resume?account=customer-42");
  });

  test("of the caller stay as they are, in the header or in the body", async () => {
    const { client, made } = clientOf(json(200, {}));
    await client.POST(consume, { body: { amount: 1 }, params: { header: { "Idempotency-Key": "mine" } } });
    await client.POST(consume, { body: { amount: 1, idempotencyKey: "mine" } });
    const items = [{ meter: "tokens", quantity: 1 }];
    await client.POST(consume, { body: { items, idempotencyKey: "mine" } });
    await client.POST("/api/v1/credits/holds", { body: { items, idempotencyKey: "mine" } });
    await client.POST("/api/v1/billing/portal", { body: {} });
    expect(keysOf(made)).toEqual(["mine", null, null, null, null]);
  });
});

describe("a call that may be sent again", () => {
  test("is, with the same key and body, when the network or the server fails", async () => {
    const { client, made, waits } = clientOf(dropped, busy({ "retry-after": "2" }), json(200, { replayed: true }));
    const result = await client.POST(consume, { body: { amount: 7 } });
    expect(unwrap(result).replayed).toBe(true);
    expect(made).toHaveLength(3);
    expect(new Set(keysOf(made)).size).toBe(1);
    expect(made.map(({ body }) => body)).toEqual(Array(3).fill('{"amount":7}'));
    expect(waits[0]).toBeLessThanOrEqual(200);
    expect(waits[1]).toBe(2000);
  });

  test("is sent three times at most, and ends as the last one did", async () => {
    const down = clientOf(dropped);
    await expect(down.client.GET("/api/v1/credits")).rejects.toThrow("fetch failed");
    expect(down.made).toHaveLength(3);
    const full = clientOf(busy());
    expect((await full.client.GET("/api/v1/credits")).error?.code).toBe("database_unavailable");
    expect(full.made).toHaveLength(3);
  });

  test("is not when it would have to wait for long, or when it was refused", async () => {
    const long = clientOf(json(429, { ...PROBLEM, status: 429, code: "rate_limited" }, { "retry-after": "60" }));
    expect((await long.client.GET("/api/v1/credits")).response.status).toBe(429);
    const refused = clientOf(json(402, { ...PROBLEM, status: 402, code: "insufficient_credits" }));
    await refused.client.POST(consume, { body: { amount: 1 } });
    expect([long.made.length, refused.made.length]).toEqual([1, 1]);
  });

  test("stops when it is aborted", async () => {
    const stop = new AbortController();
    const { client, made } = clientOf(() => {
      stop.abort(new Error("enough"));
      throw new DOMException("aborted", "AbortError");
    });
    await expect(client.GET("/api/v1/credits", { signal: stop.signal })).rejects.toThrow("enough");
    expect(made).toHaveLength(1);
  });

  test("is never one whose repetition would be another: a checkout, a batch with an item without a key", async () => {
    const checkout = clientOf(busy());
    await checkout.client.POST("/api/v1/credits/checkout", { body: { pack: "pack_500" } });
    const batch = clientOf(busy());
    await batch.client.POST("/api/v1/credits/consume/batch", {
      body: { items: [{ amount: 1, idempotencyKey: "a" }, { amount: 1 }] },
    });
    const keyed = clientOf(busy(), json(200, { results: [] }));
    await keyed.client.POST("/api/v1/credits/consume/batch", { body: { items: [{ amount: 1, idempotencyKey: "a" }] } });
    expect([checkout.made.length, batch.made.length, keyed.made.length]).toEqual([1, 1, 2]);
  });
});

describe("credits", () => {
  test("are spent and held by calls that return the answer, for an account that a service key names", async () => {
    const { client, made } = clientOf(json(200, { available: 7 }));
    expect(await client.credits.balance({ account: "customer-42" })).toEqual({ available: 7 });
    await client.credits.hold({ account: "customer-42", amount: 5, run: "r1", expiresInSeconds: 60 });
    await client.credits.capture("h1", { items: [{ meter: "tokens", quantity: 12 }], idempotencyKey: "mine" });
    await client.credits.extend("h1", { amount: 9 });
    await client.credits.release("h1");
    expect(made.map(({ request, body }) => `${request.method} ${request.url.slice(22)} ${body}`)).toEqual([
      "GET /api/v1/credits?account=customer-42 ",
      'POST /api/v1/credits/holds?account=customer-42 {"amount":5,"run":"r1","expiresInSeconds":60}',
      'POST /api/v1/credits/holds/h1/capture {"items":[{"meter":"tokens","quantity":12}],"idempotencyKey":"mine"}',
      'POST /api/v1/credits/holds/h1/extend {"amount":9}',
      "POST /api/v1/credits/holds/h1/release ",
    ]);
  });

  test("that are refused throw the problem; too few credits say how many are required and available", async () => {
    const refusal = { ...PROBLEM, status: 402, code: "insufficient_credits", required: 5, available: 1 };
    const poor = clientOf(json(402, refusal)).client.credits.consume({ amount: 5 });
    await expect(poor).rejects.toThrow(InsufficientCreditsError);
    await expect(poor).rejects.toMatchObject({ name: "InsufficientCreditsError", required: 5, available: 1 });
    const errors = [{ field: "amount", message: "Too small." }];
    const invalid = clientOf(json(422, { ...PROBLEM, status: 422, code: "validation_failed", errors })).client;
    const refused = invalid.credits.hold({ amount: 0 });
    await expect(refused).rejects.toBeInstanceOf(RefillError);
    await expect(refused).rejects.toMatchObject({ fields: errors, detail: "No.", code: "validation_failed" });
  });

  test("are extended and released again after a network error, though these take no key", async () => {
    const { client, made } = clientOf(dropped, json(200, {}), dropped, json(200, {}));
    await client.credits.extend("h1", { amount: 9 });
    await client.credits.release("h1");
    expect(made).toHaveLength(4);
  });
});

describe("an attempt without an answer", () => {
  const never: Send = () => new Promise(() => undefined);
  const slow = (send: Send) => createClient({ baseUrl: "https://refill.example", fetch: send, timeoutMs: 5, wait });
  const wait = async () => undefined;

  test("ends after the time-out, and is made again under the same key", async () => {
    const keys: (string | null)[] = [];
    const client = slow(async (request) => {
      keys.push(request.headers.get("idempotency-key"));
      return keys.length < 3 ? never(request) : json(200, { replayed: true })();
    });
    expect(await client.credits.consume({ amount: 1 })).toEqual({ replayed: true });
    expect(new Set(keys).size).toBe(1);
  });

  test("is a typed error once no attempt is left, and tells the server to stop", async () => {
    const signals: AbortSignal[] = [];
    const client = slow((request) => {
      signals.push(request.signal);
      return never(request);
    });
    await expect(client.credits.balance()).rejects.toThrow(TimeoutError);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, true]);
  });

  test("ends at once when the caller's signal fires", async () => {
    const stop = new AbortController();
    const client = createClient({ baseUrl: "https://refill.example", fetch: never, wait });
    const waiting = client.credits.balance({ signal: stop.signal });
    stop.abort(new Error("enough"));
    await expect(waiting).rejects.toThrow("enough");
  });
});
