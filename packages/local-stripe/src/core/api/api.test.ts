import Stripe from "stripe";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Kit, monthlyPrice, sdk, startKit, subscribeByCheckout } from "../../testing/kit";

let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.close());

/** A raw call, for what the SDK's types would not let through. */
function post(path: string, body: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${kit.server.url}${path}`, {
    method: "POST",
    headers: {
      authorization: "Bearer sk_test_local",
      "content-type": "application/x-www-form-urlencoded",
      ...headers,
    },
    body,
  });
}

test("an unknown parameter is refused by name, also deep inside", async () => {
  const cases = [
    ["/v1/customers", "colour=red", "colour"],
    ["/v1/checkout/sessions", "mode=payment&payment_method_types[]=card", "payment_method_types"],
    ["/v1/subscriptions", "customer=c&items[0][price]=p&items[0][plan]=x", "items[0][plan]"],
  ] as const;
  for (const [path, body, param] of cases) {
    const response = await post(path, body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { type: "invalid_request_error", code: "parameter_unknown", param },
    });
  }
});

test("missing and mistyped parameters are refused as Stripe does", async () => {
  const cases = [
    ["/v1/products", "", "parameter_missing", "name"],
    ["/v1/payment_intents", "amount=abc&currency=usd", "parameter_invalid_integer", "amount"],
    ["/v1/customers", "preferred_locales=en", undefined, "preferred_locales"],
    ["/v1/checkout/sessions", "mode=gift", undefined, "mode"],
    ["/v1/customers", "invoice_prefix=", "parameter_invalid_empty", "invoice_prefix"],
  ] as const;
  for (const [path, body, code, param] of cases) {
    const response = await post(path, body);
    expect(response.status).toBe(400);
    const { error } = await response.json();
    expect([error.code, error.param]).toEqual([code, param]);
    expect(response.headers.get("request-id")).toMatch(/^req_/);
  }
});

test("missing and wrong keys are 401, live keys never work, restricted test keys do", async () => {
  for (const key of ["sk_live_123", "nonsense"]) {
    const stripe = new Stripe(key, {
      host: "localhost",
      port: kit.server.port,
      protocol: "http",
      maxNetworkRetries: 0,
    });
    await expect(stripe.customers.list()).rejects.toMatchObject({ statusCode: 401, type: "StripeAuthenticationError" });
  }
  const restricted = new Stripe("rk_test_1", { host: "localhost", port: kit.server.port, protocol: "http" });
  expect((await restricted.customers.list()).data).toEqual([]);
});

test("a missing object is resource_missing: 404 in the path, 400 as a parameter", async () => {
  await expect(kit.stripe.customers.retrieve("cus_nobody")).rejects.toMatchObject({
    statusCode: 404,
    code: "resource_missing",
  });
  await expect(kit.stripe.prices.create({ currency: "usd", unit_amount: 1, product: "prod_no" })).rejects.toMatchObject(
    {
      statusCode: 400,
      code: "resource_missing",
      param: "product",
    },
  );
  expect((await post("/v1/nothing", "")).status).toBe(404);
});

test("an idempotency key replays the first response, refuses other parameters, and conflicts while in flight", async () => {
  const idempotencyKey = "key-1";
  const first = await kit.stripe.customers.create({ email: "a@example.com" }, { idempotencyKey });
  const again = await kit.stripe.customers.create({ email: "a@example.com" }, { idempotencyKey });
  expect(again.id).toBe(first.id);
  expect(again.lastResponse.headers["idempotent-replayed"]).toBe("true");
  expect((await kit.stripe.customers.list()).data).toHaveLength(1);
  await expect(kit.stripe.customers.create({ email: "b@example.com" }, { idempotencyKey })).rejects.toMatchObject({
    statusCode: 400,
    type: "StripeIdempotencyError",
  });

  await kit.local("/fail", { next: 1, kind: "slow", delayMs: 300 });
  const slow = kit.stripe.customers.create({ email: "c@example.com" }, { idempotencyKey: "key-2" });
  await new Promise((resolve) => setTimeout(resolve, 100));
  await expect(
    kit.stripe.customers.create({ email: "c@example.com" }, { idempotencyKey: "key-2" }),
  ).rejects.toMatchObject({ statusCode: 409 });
  expect((await slow).email).toBe("c@example.com");
});

test("a declined charge is replayed as declined", async () => {
  const params = { amount: 500, currency: "usd", payment_method: "pm_card_chargeDeclined", confirm: true };
  for (let round = 0; round < 2; round += 1) {
    await expect(kit.stripe.paymentIntents.create(params, { idempotencyKey: "declined" })).rejects.toMatchObject({
      statusCode: 402,
      decline_code: "generic_decline",
    });
  }
  expect((await kit.stripe.charges.list()).data).toHaveLength(1);
});

test("a requested failure before the effect changes nothing; after it, everything has happened", async () => {
  await kit.local("/fail", { next: 1, status: 429 });
  await expect(kit.stripe.customers.create({})).rejects.toMatchObject({
    statusCode: 429,
    type: "StripeRateLimitError",
  });
  expect((await kit.stripe.customers.list()).data).toEqual([]);
  await kit.local("/fail", { next: 1, status: 500, kind: "after" });
  await expect(kit.stripe.customers.create({})).rejects.toMatchObject({ statusCode: 500 });
  expect((await kit.stripe.customers.list()).data).toHaveLength(1);
});

test("the SDK's retry of a lost response does not repeat the effect", async () => {
  const patient = new Stripe("sk_test_local", {
    host: "localhost",
    port: kit.server.port,
    protocol: "http",
    maxNetworkRetries: 2,
  });
  await kit.local("/fail", { next: 1, status: 500, kind: "after" });
  const customer = await patient.customers.create({ email: "once@example.com" });
  expect((await kit.stripe.customers.list()).data.map((row) => row.id)).toEqual([customer.id]);
});

test("lists page in both directions without gaps, newest first, and filter", async () => {
  const ids: string[] = [];
  for (let n = 0; n < 5; n += 1) ids.push((await kit.stripe.customers.create({ email: `u${n}@example.com` })).id);
  const newest = [...ids].reverse();
  const first = await kit.stripe.customers.list({ limit: 2 });
  expect([first.data.map((row) => row.id), first.has_more, first.url]).toEqual([
    newest.slice(0, 2),
    true,
    "/v1/customers",
  ]);
  const second = await kit.stripe.customers.list({ limit: 3, starting_after: newest[1] ?? "" });
  expect([second.data.map((row) => row.id), second.has_more]).toEqual([newest.slice(2), false]);
  const back = await kit.stripe.customers.list({ limit: 2, ending_before: newest[4] ?? "" });
  expect([back.data.map((row) => row.id), back.has_more]).toEqual([newest.slice(2, 4), true]);
  const all = await kit.stripe.customers.list({ limit: 2 }).autoPagingToArray({ limit: 100 });
  expect(all.map((row) => row.id)).toEqual(newest);
  expect((await kit.stripe.customers.list({ email: "u3@example.com" })).data).toHaveLength(1);
  expect((await kit.stripe.customers.list({ created: { gt: kit.server.now() + 5 } })).data).toEqual([]);
  await expect(kit.stripe.customers.list({ limit: 101 })).rejects.toMatchObject({ statusCode: 400, param: "limit" });
});

test("references are ids until expanded, nested and in lists; other paths are refused", async () => {
  const price = await monthlyPrice(kit.stripe);
  const { subscription, customer } = await subscribeByCheckout(kit, price.id);
  const plain = await kit.stripe.subscriptions.retrieve(subscription);
  expect([typeof plain.customer, typeof plain.latest_invoice]).toEqual(["string", "string"]);
  const invoices = await kit.stripe.invoices.list({
    expand: ["data.customer", "data.parent.subscription_details.subscription", "data.payments"],
  });
  expect(invoices.data[0]).toMatchObject({
    customer: { id: customer },
    parent: { subscription_details: { subscription: { id: subscription } } },
    payments: { data: [{ status: "paid" }] },
  });
  expect((await kit.stripe.invoices.list()).data[0]).not.toHaveProperty("payments");
  await expect(kit.stripe.customers.retrieve(customer, { expand: ["wallet"] })).rejects.toMatchObject({
    statusCode: 400,
    message: expect.stringContaining("This property cannot be expanded (wallet)"),
  });
});

test("metadata merges: a key is kept, changed, or deleted by an empty value", async () => {
  const { id } = await kit.stripe.customers.create({ metadata: { keep: "1", change: "2", drop: "3" } });
  const after = await kit.stripe.customers.update(id, { metadata: { change: "new", drop: "" } });
  expect(after.metadata).toEqual({ keep: "1", change: "new" });
  expect((await kit.stripe.customers.update(id, { metadata: "" })).metadata).toEqual({});
});

test("a lookup key belongs to one price and moves only when told to", async () => {
  const product = await kit.stripe.products.create({ name: "Starter" });
  const input = { product: product.id, currency: "usd", unit_amount: 900, lookup_key: "starter" };
  const old = await kit.stripe.prices.create(input);
  await expect(kit.stripe.prices.create(input)).rejects.toMatchObject({ statusCode: 400, param: "lookup_key" });
  const moved = await kit.stripe.prices.create({ ...input, transfer_lookup_key: true });
  const found = await kit.stripe.prices.list({ lookup_keys: ["starter"], expand: ["data.product"] });
  expect(found.data).toMatchObject([{ id: moved.id, product: { name: "Starter" } }]);
  expect((await kit.stripe.prices.retrieve(old.id)).lookup_key).toBeNull();
  expect(moved.unit_amount_decimal?.toString()).toBe("900");
});

test("a deleted customer is a stub, and its subscriptions are over", async () => {
  const price = await monthlyPrice(kit.stripe);
  const { customer, subscription } = await subscribeByCheckout(kit, price.id);
  expect(await kit.stripe.customers.del(customer)).toMatchObject({ id: customer, deleted: true });
  expect(await kit.stripe.customers.retrieve(customer)).toMatchObject({ deleted: true });
  expect(await kit.stripe.subscriptions.retrieve(subscription)).toMatchObject({ status: "canceled" });
  expect((await kit.eventTypes()).slice(-2)).toEqual(["customer.subscription.deleted", "customer.deleted"]);
});

test("two servers do not see each other", async () => {
  const other = await startKit();
  await other.stripe.customers.create({});
  expect((await sdk(kit.server.port).customers.list()).data).toEqual([]);
  await other.close();
});
