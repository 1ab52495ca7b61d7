import { createServer } from "node:http";
import Stripe from "stripe";
import { afterEach, expect, test } from "vitest";
import { startLocalStripe } from "../../start";
import { type Kit, kitFor, type Received, startKit, startReceiver } from "../../testing/kit";

const { webhooks } = new Stripe("sk_test_local");
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function connected(events: Stripe.WebhookEndpointCreateParams.EnabledEvent[] = ["*"]) {
  const receiver = await startReceiver();
  const kit = await startKit();
  closing.push(receiver.close, kit.close);
  const endpoint = await kit.stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: events });
  return { kit, endpoint, received: receiver.received };
}

const make = async (kit: Kit, name: string) => {
  await kit.stripe.products.create({ name });
  await kit.local("/webhooks/settle", {});
};
const opens = (delivery: Received | undefined, secret: string): boolean => {
  try {
    webhooks.constructEvent(delivery?.body ?? "", delivery?.signature ?? "", secret);
    return true;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return false;
    throw error;
  }
};

test("an endpoint can enable only events that exist, and at least one", async () => {
  const { kit, endpoint } = await connected();
  for (const enabled_events of [["product.invented"], []]) {
    const body = new URLSearchParams({ url: "http://localhost:9" });
    for (const name of enabled_events) body.append("enabled_events[]", name);
    const response = await fetch(`${kit.server.url}/v1/webhook_endpoints`, {
      method: "POST",
      headers: { authorization: "Bearer sk_test_local" },
      body,
    });
    expect(response.status).toBe(400);
    expect((await response.json()).error.param).toMatch(/^enabled_events/);
  }
  const after = await kit.stripe.webhookEndpoints.update(endpoint.id, { enabled_events: ["payout.paid"] });
  expect(after.enabled_events).toEqual(["payout.paid"]);
});

test("the endpoint set at start gets the events it names", async () => {
  const receiver = await startReceiver();
  const webhook = { url: receiver.url, secret: "whsec_x", events: ["product.deleted"] };
  const kit = kitFor(await startLocalStripe({ port: 0, dataDir: null, webhook }));
  closing.push(receiver.close, kit.close);
  const { id } = await kit.stripe.products.create({ name: "Gone soon" });
  await kit.stripe.products.del(id);
  await kit.local("/webhooks/settle", {});
  expect(receiver.received.map(({ body }) => JSON.parse(body).type)).toEqual(["product.deleted"]);
});

test("while a rolled secret overlaps, both secrets sign; afterwards only the new one does", async () => {
  const { kit, endpoint, received } = await connected();
  const old = endpoint.secret ?? "";
  const { secret } = await kit.local(`/webhook_endpoints/${endpoint.id}/roll_secret`, { overlapSeconds: 3600 });
  await make(kit, "during");
  expect(received.at(-1)?.signature.match(/v1=/g)).toHaveLength(2);
  expect([opens(received.at(-1), old), opens(received.at(-1), String(secret))]).toEqual([true, true]);
  await kit.local("/clock/advance", { seconds: 3601 });
  await make(kit, "after");
  expect([opens(received.at(-1), old), opens(received.at(-1), String(secret))]).toEqual([false, true]);
  await kit.local(`/webhook_endpoints/${endpoint.id}/roll_secret`, {});
  await make(kit, "at once");
  expect(opens(received.at(-1), String(secret))).toBe(false);
});

test("the dashboard shows endpoints with their secrets, and rolls one", async () => {
  const { kit, endpoint } = await connected();
  const overview = async () => (await fetch(kit.server.url)).text();
  expect(await overview()).toContain(endpoint.secret);
  const page = `${kit.server.url}/dashboard/objects/${endpoint.id}`;
  expect(await (await fetch(page)).text()).toContain("Roll the signing secret");
  expect((await fetch(`${page}/roll_secret`, { method: "POST", redirect: "manual" })).status).toBe(303);
  expect(await overview()).not.toContain(endpoint.secret);
});

test("a disabled endpoint gets nothing, not even retries", async () => {
  let status = 500;
  const receiver = await startReceiver(() => status);
  const kit = await startKit();
  closing.push(receiver.close, kit.close);
  const { id } = await kit.stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ["*"] });
  await make(kit, "a");
  await kit.stripe.webhookEndpoints.update(id, { disabled: true });
  await make(kit, "b");
  await kit.local("/clock/advance", { days: 1 });
  expect(receiver.received).toHaveLength(1);
  status = 200;
  expect((await kit.stripe.webhookEndpoints.update(id, { disabled: false })).status).toBe("enabled");
  await make(kit, "c");
  expect(receiver.received).toHaveLength(2);
});

test("an event carries the api_version of the endpoint that gets it", async () => {
  const { kit, received } = await connected();
  const receiver = await startReceiver();
  closing.push(receiver.close);
  await kit.stripe.webhookEndpoints.create({
    url: receiver.url,
    enabled_events: ["*"],
    api_version: "2025-03-31.basil",
  });
  await make(kit, "a");
  expect(JSON.parse(received[0]?.body ?? "{}").api_version).toBe("2026-10-28.endive");
  expect(JSON.parse(receiver.received[0]?.body ?? "{}").api_version).toBe("2025-03-31.basil");
  expect((await kit.stripe.events.list()).data[0]?.pending_webhooks).toBe(0);
});

test("the log of a delivery has status, headers and the beginning of the body", async () => {
  const kit = await startKit();
  const chatty = createServer((_request, response) => {
    response.writeHead(418, { "x-app": "teapot" });
    response.end("x".repeat(100_000));
  });
  await new Promise<void>((resolve) => chatty.listen(0, resolve));
  closing.push(kit.close, () => new Promise((resolve) => chatty.close(() => resolve())));
  const address = chatty.address();
  const port = typeof address === "object" ? address?.port : 0;
  await kit.stripe.webhookEndpoints.create({ url: `http://localhost:${port}/hook`, enabled_events: ["*"] });
  await make(kit, "a");
  const log = await kit.local("/events?type=product.created");
  expect(log).toMatchObject({
    data: [
      {
        deliveries: [
          {
            state: "retrying",
            attempts: [{ status: 418, responseHeaders: { "x-app": "teapot" }, responseBody: "x".repeat(1000) }],
          },
        ],
      },
    ],
  });
  chatty.closeAllConnections();
});

test("a delivery that is not answered in time fails, and delays no other endpoint", async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, resolve));
  const receiver = await startReceiver();
  const kit = kitFor(await startLocalStripe({ port: 0, dataDir: null, webhookTimeoutMs: 200 }));
  closing.push(receiver.close, kit.close, () => new Promise((resolve) => silent.close(() => resolve())));
  const address = silent.address();
  const port = typeof address === "object" ? address?.port : 0;
  await kit.stripe.webhookEndpoints.create({ url: `http://localhost:${port}`, enabled_events: ["*"] });
  await kit.stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ["*"] });
  for (const name of ["a", "b", "c", "d", "e", "f"]) await kit.stripe.products.create({ name });
  await expect.poll(() => receiver.received.length, { timeout: 150 }).toBe(6);
  await kit.local("/webhooks/settle", {});
  const log = await kit.local("/events?type=product.created");
  expect(JSON.stringify(log)).toContain("no answer within 0.2 s");
  silent.closeAllConnections();
});

test("events are kept for 30 days, then deleted with their deliveries", async () => {
  const { kit } = await connected();
  await make(kit, "old");
  const [old] = (await kit.stripe.events.list()).data;
  await kit.local("/clock/advance", { days: 29 });
  await make(kit, "young");
  expect((await kit.stripe.events.list()).data).toHaveLength(2);
  await kit.local("/clock/advance", { days: 2 });
  expect((await kit.stripe.events.list()).data).toHaveLength(1);
  await expect(kit.stripe.events.retrieve(old?.id ?? "")).rejects.toMatchObject({ code: "resource_missing" });
  expect(await kit.local("/events")).toMatchObject({ data: [{ data: { object: { name: "young" } } }] });
  await kit.local("/clock/advance", { days: 60 });
  expect((await kit.stripe.events.list()).data).toEqual([]);
});
