import Stripe from "stripe";
import { afterEach, expect, test } from "vitest";
import {
  goodCard,
  type Kit,
  monthlyPrice,
  type Received,
  startKit,
  startReceiver,
  submit,
  subscribeByCheckout,
} from "../../testing/kit";

const secret = "whsec_test_secret";
const { webhooks } = new Stripe("sk_test_local");
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function connected(answer?: (received: Received) => number): Promise<{ kit: Kit; received: Received[] }> {
  const receiver = await startReceiver(answer);
  const kit = await startKit({ url: receiver.url, secret });
  closing.push(receiver.close, kit.close);
  return { kit, received: receiver.received };
}

const typeOf = (received: Received): string => JSON.parse(received.body).type;
const idOf = (received: Received): string => JSON.parse(received.body).id;

test("every delivery is signed with wall-clock time, also when the engine is months ahead", async () => {
  const { kit, received } = await connected();
  await kit.local("/clock/advance", { months: 5 });
  await kit.stripe.customers.create({ email: "a@example.com" });
  await kit.local("/webhooks/settle", {});
  const delivery = received.at(-1);
  if (delivery === undefined) throw new Error("nothing was delivered");
  const event = webhooks.constructEvent(delivery.body, delivery.signature, secret);
  expect(event).toMatchObject({ type: "customer.created", api_version: "2026-10-28.endive", livemode: false });
  expect(event.created).toBeGreaterThan(Date.now() / 1000 + 100 * 86_400);
  expect(() => webhooks.constructEvent(delivery.body, delivery.signature, "whsec_other")).toThrow();
});

test("Checkout redirects only after the application has answered the completion", async () => {
  const { kit, received } = await connected();
  const price = await monthlyPrice(kit.stripe);
  const session = await kit.stripe.checkout.sessions.create({
    mode: "subscription",
    customer_email: "a@example.com",
    line_items: [{ price: price.id, quantity: 1 }],
    success_url: "http://localhost:3000/ok",
  });
  await submit(session.url ?? "", goodCard);
  expect(received.map(typeOf)).toContain("checkout.session.completed");
});

test("only 2xx counts: a redirect and an error are retried with the same event, freshly signed", async () => {
  let failures = 2;
  const { kit, received } = await connected((delivery) => {
    if (typeOf(delivery) !== "product.created" || failures === 0) return 200;
    failures -= 1;
    return failures === 1 ? 500 : 302;
  });
  await kit.stripe.products.create({ name: "P" });
  await kit.local("/webhooks/settle", {});
  expect((await kit.stripe.events.list({ type: "product.created" })).data[0]?.pending_webhooks).toBe(1);
  await kit.local("/clock/advance", { seconds: 60 });
  const deliveries = received.filter((delivery) => typeOf(delivery) === "product.created");
  expect(deliveries).toHaveLength(3);
  expect(new Set(deliveries.map((delivery) => delivery.body)).size).toBe(1);
  for (const delivery of deliveries) webhooks.constructEvent(delivery.body, delivery.signature, secret);
  expect((await kit.stripe.events.list({ type: "product.created" })).data[0]?.pending_webhooks).toBe(0);
});

test("without moving the clock the first retry comes within seconds", async () => {
  let failed = false;
  const { kit, received } = await connected(() => {
    if (failed) return 200;
    failed = true;
    return 500;
  });
  await kit.stripe.products.create({ name: "P" });
  await expect.poll(() => received.length, { timeout: 9000 }).toBe(2);
}, 12_000);

test("deliveries to an endpoint that stays down stop after three days", async () => {
  const { kit, received } = await connected(() => 503);
  await kit.stripe.products.create({ name: "P" });
  await kit.local("/clock/advance", { days: 5 });
  const attempts = received.length;
  expect(attempts).toBeGreaterThan(8);
  await kit.local("/clock/advance", { days: 5 });
  expect(received).toHaveLength(attempts);
});

test("the draft hour lasts while invoice.created is not answered 2xx, at most 72 hours", async () => {
  const { kit } = await connected((delivery) => (typeOf(delivery) === "invoice.created" ? 500 : 200));
  const price = await monthlyPrice(kit.stripe);
  const { subscription } = await subscribeByCheckout(kit, price.id);
  await kit.local("/clock/advance", { months: 1, days: 1 });
  const latest = async () => (await kit.stripe.invoices.list({ subscription, limit: 1 })).data[0]?.status;
  expect(await latest()).toBe("draft");
  await kit.local("/clock/advance", { days: 3 });
  expect(await latest()).toBe("paid");
});

test("held deliveries are flushed emitted, reversed, shuffled or in a named order, each once", async () => {
  const { kit, received } = await connected();
  await kit.local("/webhooks", { paused: true });
  const names = ["a", "b", "c", "d", "e", "f"];
  for (const name of names) await kit.stripe.products.create({ name });
  const { data } = await kit.stripe.events.list({ type: "product.created" });
  const emitted = data.map((event) => event.id).reverse();
  expect(received).toEqual([]);

  const named = [emitted[3], emitted[0]];
  await kit.local("/webhooks/flush", { order: named });
  expect(received.map(idOf)).toEqual(named);
  await kit.local("/webhooks/flush", { order: "reversed" });
  expect(received.map(idOf)).toEqual([...named, emitted[5], emitted[4], emitted[2], emitted[1]]);

  for (const name of names) await kit.stripe.products.create({ name });
  const before = received.length;
  await kit.local("/webhooks/flush", { order: "shuffled" });
  expect(new Set(received.slice(before).map(idOf)).size).toBe(6);
  await kit.local("/webhooks", { paused: false });
  await kit.stripe.products.create({ name: "live" });
  await kit.local("/webhooks/settle", {});
  expect(received).toHaveLength(13);
});

test("an event is delivered again on request, as often as asked, also all at once", async () => {
  const { kit, received } = await connected();
  await kit.stripe.products.create({ name: "P" });
  await kit.local("/webhooks/settle", {});
  const [event] = (await kit.stripe.events.list()).data;
  await kit.local(`/events/${event?.id}/resend`, { times: 5, concurrent: true });
  expect(received.map(idOf)).toEqual(Array.from({ length: 6 }, () => event?.id));
  const log = await kit.local("/events?type=product.created");
  expect(log).toMatchObject({ data: [{ id: event?.id, deliveries: [{ state: "succeeded" }] }] });
});

test("an endpoint receives only the events it enabled", async () => {
  const receiver = await startReceiver();
  const kit = await startKit();
  closing.push(receiver.close, kit.close);
  const endpoint = await kit.stripe.webhookEndpoints.create({
    url: receiver.url,
    enabled_events: ["product.created"],
  });
  await kit.stripe.customers.create({});
  await kit.stripe.products.create({ name: "P" });
  await kit.local("/webhooks/settle", {});
  expect(receiver.received.map(typeOf)).toEqual(["product.created"]);
  const [delivery] = receiver.received;
  webhooks.constructEvent(delivery?.body ?? "", delivery?.signature ?? "", endpoint.secret ?? "");
  expect((await kit.stripe.webhookEndpoints.retrieve(endpoint.id)).secret).toBeUndefined();
});
