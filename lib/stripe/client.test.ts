import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { createStripeClient } from "@/lib/stripe/client";
import { isStripeUnavailable } from "@/lib/stripe/errors";

let server: Server | undefined;
afterEach(() => void server?.close());

async function failingStripe(): Promise<{ url: string; asked: () => number }> {
  let asked = 0;
  server = createServer((_request, response) => {
    asked += 1;
    response.writeHead(500, { "content-type": "application/json" }).end('{"error": {"type": "api_error"}}');
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, asked: () => asked };
}

test("Stripe is tried twice, with eight seconds each", async () => {
  const failing = await failingStripe();
  const stripe = createStripeClient("sk_test_local", failing.url);
  const error: unknown = await stripe.customers.list().catch((thrown: unknown) => thrown);
  expect(isStripeUnavailable(error)).toBe(true);
  expect(failing.asked()).toBe(2);
  expect(stripe.getApiField("timeout")).toBe(8_000);
});
