import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, test } from "vitest";
import { logLines } from "@/dev/testing/log-lines";
import { inLogContext } from "@/lib/log-context";
import { createStripeClient } from "@/lib/stripe/client";

// Fails at the first attempt of every write.
const seen = new Set<unknown>();
const server = createServer((request, response) => {
  const key = request.headers["idempotency-key"];
  response.statusCode = key && !seen.has(key) ? 500 : 200;
  seen.add(key);
  response.setHeader("request-id", `req_${response.statusCode}`);
  response.end(JSON.stringify({ id: "cus_1", object: "customer", email: "ada@example.com" }));
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const stripe = createStripeClient("sk_test_local", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test("each attempt of a call to Stripe is a line with both ids, and with nothing that was sent", async () => {
  const lines = logLines();
  await inLogContext({ requestId: "request-1", jobId: "7" }, async () => {
    await stripe.customers.create({ email: "ada@example.com" }, { idempotencyKey: "customer:42" });
    await stripe.customers.retrieve("cus_NffrFeUfNV2Hib", { expand: ["tax"] });
  });
  const ids = { requestId: "request-1", jobId: "7" };
  const create = { ...ids, method: "POST", endpoint: "/v1/customers", idempotencyKey: "customer:42" };
  expect(lines).toMatchObject([
    { ...create, level: 40, status: 500, attempt: 1, stripeRequest: "req_500" },
    { ...create, level: 30, status: 200, attempt: 2, stripeRequest: "req_200", durationMs: expect.any(Number) },
    { ...ids, method: "GET", endpoint: "/v1/customers/:id", status: 200, stripeRequest: "req_200" },
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/ada@|cus_|sk_test/);
});
