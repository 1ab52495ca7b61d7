import { describe, expect, test } from "vitest";
import type { Send } from "../client/retry.js";
import { createRefillHandler, type RefillCustomer, type RefillHandlerOptions } from "./index.js";

const KEY = "rk_live_secret";
const TOKEN = { token: "rct_1", expiresAt: "2026-11-24T09:45:00.000Z" };

const problem = (status: number, code: string) =>
  Response.json(
    { type: "about:blank", title: "No", status, code, detail: "ada@example.com has it.", requestId: "r-1" },
    { status, headers: { "content-type": "application/problem+json" } },
  );

/** A handler whose requests to Refill get these answers. */
function handlerOf(
  answers: { customer?: () => Response; session?: () => Response } = {},
  options: Partial<RefillHandlerOptions> = {},
) {
  const sent: { call: string; body: unknown; authorization: string | null }[] = [];
  const errors: unknown[] = [];
  const send: Send = async (request) => {
    const { method } = request;
    sent.push({
      call: `${method} ${new URL(request.url).pathname}`,
      body: await request.json(),
      authorization: request.headers.get("authorization"),
    });
    if (method === "PUT") return answers.customer?.() ?? Response.json({ created: true });
    return answers.session?.() ?? Response.json({ ...TOKEN, scopes: [], account: "a" }, { status: 201 });
  };
  const { POST } = createRefillHandler({
    baseUrl: "https://refill.example",
    serviceKey: KEY,
    customer: () => ({ id: "user-42", email: "ada@example.com", name: "Ada" }),
    fetch: send,
    onError: (error) => errors.push(error),
    ...options,
  });
  return { POST, sent, errors, calls: () => sent.map(({ call }) => call) };
}

const request = (headers: Record<string, string> = { "sec-fetch-site": "same-origin" }) =>
  new Request("https://chat.example/api/refill", { method: "POST", headers });

const PUT = "PUT /api/v1/customers/user-42";
const SESSION = "POST /api/v1/customers/user-42/sessions";

test("the signed-in user gets a token that no cache keeps, and nothing else", async () => {
  const { POST, sent } = handlerOf();
  const response = await POST(request());
  expect(response.status).toBe(200);
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(await response.json()).toEqual(TOKEN);
  expect(sent).toEqual([
    { call: PUT, body: { email: "ada@example.com", name: "Ada" }, authorization: `Bearer ${KEY}` },
    {
      call: SESSION,
      body: { scopes: ["credits:read", "billing:read", "billing:write"] },
      authorization: `Bearer ${KEY}`,
    },
  ]);
});

test("a user with neither address nor name is a customer too, and scopes can be narrowed", async () => {
  const { POST, sent } = handlerOf({}, { customer: () => ({ id: "user-42", email: null }), scopes: ["credits:read"] });
  await POST(request());
  expect(sent.map(({ body }) => body)).toEqual([{}, { scopes: ["credits:read"] }]);
});

describe("a customer is sent to Refill", () => {
  test("once per process, also for requests at the same time", async () => {
    const { POST, calls } = handlerOf();
    await Promise.all([POST(request()), POST(request())]);
    await POST(request());
    expect(calls().filter((call) => call === PUT)).toHaveLength(1);
    expect(calls().filter((call) => call === SESSION)).toHaveLength(3);
  });

  test("again when their name or address has changed", async () => {
    const users: RefillCustomer[] = [
      { id: "user-42", name: "Ada" },
      { id: "user-42", name: "Ada L." },
    ];
    const { POST, calls } = handlerOf({}, { customer: () => users.shift() ?? null });
    await POST(request());
    await POST(request());
    expect(calls()).toEqual([PUT, SESSION, PUT, SESSION]);
  });

  test("again after an attempt that failed", async () => {
    let refused = true;
    const { POST, calls } = handlerOf({ customer: () => (refused ? problem(409, "email_taken") : Response.json({})) });
    expect((await POST(request())).status).toBe(502);
    refused = false;
    expect((await POST(request())).status).toBe(200);
    expect(calls()).toEqual([PUT, PUT, SESSION]);
  });

  test("again when Refill no longer has them", async () => {
    let deleted = false;
    const { POST, calls } = handlerOf({
      session: () => {
        if (!deleted) return Response.json(TOKEN, { status: 201 });
        deleted = false;
        return problem(404, "not_found");
      },
    });
    await POST(request());
    deleted = true;
    expect((await POST(request())).status).toBe(200);
    expect(calls()).toEqual([PUT, SESSION, SESSION, PUT, SESSION]);
  });
});

test("without a signed-in user: 401, and Refill is not called", async () => {
  const { POST, calls } = handlerOf({}, { customer: async () => null });
  const response = await POST(request());
  expect([response.status, await response.json()]).toEqual([401, { error: "signed_out" }]);
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(calls()).toEqual([]);
});

describe("only pages of the same origin get a token", () => {
  test.each([
    ["Sec-Fetch-Site same-origin", { "sec-fetch-site": "same-origin" }, 200],
    ["Sec-Fetch-Site same-site", { "sec-fetch-site": "same-site" }, 403],
    ["Sec-Fetch-Site cross-site", { "sec-fetch-site": "cross-site", origin: "https://chat.example" }, 403],
    ["Sec-Fetch-Site none", { "sec-fetch-site": "none" }, 403],
    ["its own Origin", { origin: "https://chat.example" }, 200],
    ["its own Origin behind a proxy", { origin: "https://chat.test", "x-forwarded-host": "chat.test" }, 200],
    ["another Origin", { origin: "https://evil.example" }, 403],
    ["another port", { origin: "https://chat.example:8443" }, 403],
    ["Origin null", { origin: "null" }, 403],
    ["neither header", {}, 403],
  ])("%s", async (_, headers, status) => {
    let asked = false;
    const customer = () => {
      asked = true;
      return { id: "user-42" };
    };
    const { POST } = handlerOf({}, { customer });
    expect((await POST(request(headers as Record<string, string>))).status).toBe(status);
    expect(asked).toBe(status === 200);
  });
});

test.each([
  [409, "customer_signs_in", 502],
  [401, "unauthenticated", 502],
  [500, "internal_error", 502],
])(
  "a refusal of Refill (%i %s) is reported to the server, and its details are not sent to the browser",
  async (status, code, answered) => {
    const { POST, errors } = handlerOf({ session: () => problem(status, code) });
    const response = await POST(request());
    const text = await response.text();
    expect([response.status, text]).toEqual([answered, '{"error":"unavailable"}']);
    expect(errors).toMatchObject([{ code, requestId: "r-1" }]);
    expect(String(errors[0])).not.toContain(KEY);
  },
);

test("when Refill cannot be reached, 503 asks the browser to try again", async () => {
  const busy = () => {
    const response = problem(503, "database_unavailable");
    // Longer than the client waits, so that it answers at once.
    response.headers.set("retry-after", "30");
    return response;
  };
  const { POST } = handlerOf({ session: busy });
  expect((await POST(request())).status).toBe(503);
});
