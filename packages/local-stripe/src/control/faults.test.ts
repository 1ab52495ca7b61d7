import Stripe from "stripe";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Kit, type Received, sdk, startKit, startReceiver } from "../testing/kit";

const secret = "whsec_test_secret";
let kit: Kit;
let received: Received[];
let stopReceiver: () => Promise<void>;
beforeEach(async () => {
  const receiver = await startReceiver();
  received = receiver.received;
  stopReceiver = receiver.close;
  kit = await startKit({ url: receiver.url, secret });
});
afterEach(async () => {
  await kit.close();
  await stopReceiver();
});

/** The SDK as an application has it: it asks again by itself. */
const patient = (timeout = 80_000) =>
  new Stripe("sk_test_local", {
    host: "localhost",
    port: kit.server.port,
    protocol: "http",
    maxNetworkRetries: 2,
    timeout,
  });
const idOf = (each: Received): string => JSON.parse(each.body).id;
const nameOf = (each: Received): string => JSON.parse(each.body).data.object.name;

test("a connection reset after the effect, and the SDK's retry, create one object", async () => {
  await kit.local("/fail", { next: 1, kind: "reset_after" });
  const { id, lastResponse } = await patient().customers.create({ email: "once@example.com" });
  expect(lastResponse.headers["idempotent-replayed"]).toBe("true");
  expect((await kit.stripe.customers.list()).data.map((row) => row.id)).toEqual([id]);
});

test("a connection reset before the effect creates nothing; the SDK's retry does", async () => {
  // Twice, because the SDK retries once after a reset even when retries are turned off.
  await kit.local("/fail", { next: 2, kind: "reset" });
  await expect(kit.stripe.customers.create({})).rejects.toMatchObject({ type: "StripeConnectionError" });
  expect((await kit.stripe.customers.list()).data).toEqual([]);
  await kit.local("/fail", { next: 1, kind: "reset" });
  const { id } = await patient().customers.create({});
  expect((await kit.stripe.customers.list()).data.map((row) => row.id)).toEqual([id]);
});

test("without a response, before or after the effect, the SDK times out, retries and gets one object", async () => {
  for (const kind of ["timeout", "timeout_after"]) {
    await kit.local("/fail", { next: 1, kind });
    await patient(300).customers.create({ email: `${kind}@example.com` });
    expect((await kit.stripe.customers.list({ email: `${kind}@example.com` })).data).toHaveLength(1);
  }
});

test("a rate limit is reported as Stripe reports it, and changes nothing", async () => {
  await kit.local("/fail", { next: 1, status: 429 });
  await expect(kit.stripe.customers.create({})).rejects.toMatchObject({
    type: "StripeRateLimitError",
    statusCode: 429,
    code: "rate_limit",
    message: expect.stringContaining("Request rate limit exceeded."),
    headers: { "stripe-rate-limited-reason": "global-rate" },
  });
  expect((await kit.stripe.customers.list()).data).toEqual([]);
});

test("a fault affects only the calls it names, until it is used up or turned off", async () => {
  await kit.local("/fail", { next: 1, method: "post", path: "/v1/customers/*" });
  const { id } = await kit.stripe.customers.create({});
  expect((await kit.stripe.customers.retrieve(id)).id).toBe(id);
  const failed = { statusCode: 500, message: "An unknown error occurred." };
  await expect(kit.stripe.customers.update(id, { name: "x" })).rejects.toMatchObject(failed);
  expect((await kit.stripe.customers.update(id, { name: "y" })).name).toBe("y");
  await kit.local("/fail", { share: 1, path: "/v1/products" });
  for (let n = 0; n < 3; n += 1) await expect(kit.stripe.products.list()).rejects.toMatchObject({ statusCode: 500 });
  await kit.local("/fail", { next: 0 });
  expect((await kit.stripe.products.list()).data).toEqual([]);
});

test("a share of calls fails, the same ones for the same seed", async () => {
  const outcomes = async (seed: number) => {
    await kit.local("/fail", { share: 0.5, seed, path: "/v1/products" });
    const calls: boolean[] = [];
    for (let n = 0; n < 20; n += 1) {
      calls.push(
        await sdk(kit.server.port)
          .products.list()
          .then(
            () => true,
            () => false,
          ),
      );
    }
    return calls;
  };
  const first = await outcomes(7);
  expect(await outcomes(7)).toEqual(first);
  expect(await outcomes(8)).not.toEqual(first);
  expect(new Set(first).size).toBe(2);
});

test("duplicated deliveries arrive twice with one id, and only while the mode is on", async () => {
  await kit.local("/webhooks/chaos", { duplicate: true });
  await kit.stripe.products.create({ name: "a" });
  await kit.local("/webhooks/settle", {});
  expect(received.map(idOf)).toEqual([idOf(received[0] ?? none), idOf(received[0] ?? none)]);
  await kit.local("/webhooks/chaos", {});
  await kit.stripe.products.create({ name: "b" });
  await kit.local("/webhooks/settle", {});
  expect(received.map(nameOf)).toEqual(["a", "a", "b"]);
});

test("a dropped delivery arrives by an ordinary retry, and its log says why it was late", async () => {
  await kit.local("/webhooks/chaos", { drop: true });
  await kit.stripe.products.create({ name: "a" });
  await kit.local("/webhooks/settle", {});
  expect(received).toEqual([]);
  expect((await kit.stripe.events.list()).data[0]?.pending_webhooks).toBe(1);
  await kit.local("/clock/advance", { seconds: 10 });
  expect(received.map(nameOf)).toEqual(["a"]);
  const log = await kit.local("/events?type=product.created");
  expect(log).toMatchObject({
    data: [{ deliveries: [{ attempts: [{ error: expect.stringContaining("dropped") }, { status: 200 }] }] }],
  });
});

test("delayed deliveries arrive once, later on the engine's clock", async () => {
  await kit.local("/webhooks/chaos", { delay: true, delaySeconds: 3600, seed: 3 });
  for (const name of ["a", "b", "c"]) await kit.stripe.products.create({ name });
  await kit.local("/webhooks/settle", {});
  expect(received).toEqual([]);
  await kit.local("/clock/advance", { seconds: 3700 });
  expect(received.map(nameOf).sort()).toEqual(["a", "b", "c"]);
});

test("shuffled deliveries of one transaction arrive in an order that the seed decides, none lost", async () => {
  const order = async (seed: number) => {
    await kit.local("/webhooks/chaos", { shuffle: true, seed });
    const before = received.length;
    await kit.stripe.paymentIntents.create({
      amount: 500,
      currency: "usd",
      payment_method: "pm_card_visa",
      confirm: true,
      return_url: "http://localhost:3000",
    });
    await kit.local("/webhooks/settle", {});
    return received.slice(before).map((each) => String(JSON.parse(each.body).type));
  };
  const orders = [await order(1), await order(1), await order(2), await order(3), await order(4)];
  expect(orders[1]).toEqual(orders[0]);
  expect(new Set(orders.map((each) => each.join())).size).toBeGreaterThan(1);
  for (const each of orders) expect([...each].sort()).toEqual([...(orders[0] ?? [])].sort());
});

test("invalid requests are refused with the reason", async () => {
  for (const [path, body] of [
    ["/fail", { kind: "explode" }],
    ["/fail", { status: 418 }],
    ["/fail", { share: 2 }],
    ["/webhooks/chaos", { duplicate: 3 }],
    ["/webhooks/chaos", { drop: "often" }],
  ] as const) {
    await expect(kit.local(path, body)).rejects.toThrow(/error/);
  }
});

const none: Received = { body: "{}", signature: "" };
