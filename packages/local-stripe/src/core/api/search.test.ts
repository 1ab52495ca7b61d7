import { afterEach, beforeEach, expect, test } from "vitest";
import { idOf, type Kit, monthlyPrice, refusal, startKit, subscribeByCheckout } from "../../testing/kit";

let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.close());

test("customers are found by exact text, parts, metadata, absence and negation", async () => {
  const make = (name: string, email: string, metadata: Record<string, string> = {}) =>
    kit.stripe.customers.create({ name, email, metadata });
  await make("Ada Lovelace", "ada@example.com", { plan: "pro", "team id": "7" });
  await make("Grace Hopper", "grace@example.com", { plan: "free" });
  await make("Alan O'Turing", "alan@example.org");
  const found = async (query: string) =>
    (await kit.stripe.customers.search({ query })).data.map((row) => row.name?.split(" ")[0]).sort();
  expect(await found("email:'ada@example.com'")).toEqual(["Ada"]);
  expect(await found('name:"ada lovelace"')).toEqual(["Ada"]);
  expect(await found("email~'example.com'")).toEqual(["Ada", "Grace"]);
  expect(await found("metadata['plan']:'pro' OR metadata['plan']:'free'")).toEqual(["Ada", "Grace"]);
  expect(await found("metadata['team id']:'7' AND email~'ada'")).toEqual(["Ada"]);
  expect(await found("metadata['plan']:null")).toEqual(["Alan"]);
  expect(await found("-metadata['plan']:null AND -email:'ada@example.com'")).toEqual(["Grace"]);
  expect(await found("name:'Alan O\\'Turing'")).toEqual(["Alan"]);
  expect(await found(`created>${kit.server.now() - 100} AND created<=${kit.server.now()}`)).toHaveLength(3);
  expect(await found(`created>${kit.server.now() + 100}`)).toEqual([]);
  for (const query of [
    "name:'a' AND email:'b' OR phone:'c'",
    "shoe:'9'",
    "name>5",
    "email~'ad'",
    "name:",
    "metadata:'x'",
  ]) {
    expect(await refusal(kit.stripe.customers.search({ query })), query).toMatchObject({
      statusCode: 400,
      param: "query",
    });
  }
});

test("payments, charges, invoices and subscriptions are searched by their own fields, page by page", async () => {
  const price = await monthlyPrice(kit.stripe);
  const { customer, subscription } = await subscribeByCheckout(kit, price.id);
  for (const amount of [100, 200, 300]) {
    await kit.stripe.paymentIntents.create({
      amount,
      currency: "usd",
      payment_method: "pm_card_visa",
      confirm: true,
      metadata: { batch: "b1" },
    });
  }
  const query = "metadata['batch']:'b1' AND status:'succeeded'";
  const first = await kit.stripe.paymentIntents.search({ query, limit: 2 });
  expect(first).toMatchObject({ object: "search_result", has_more: true, url: "/v1/payment_intents/search" });
  const second = await kit.stripe.paymentIntents.search({ query, limit: 2, page: first.next_page ?? "" });
  expect(second).toMatchObject({ has_more: false, next_page: null });
  expect([...first.data, ...second.data].map((row) => row.amount)).toEqual([300, 200, 100]);
  const all = await kit.stripe.paymentIntents.search({ query, limit: 1 }).autoPagingToArray({ limit: 10 });
  expect(all).toHaveLength(3);

  const charges = await kit.stripe.charges.search({
    query: `amount>=900 AND customer:"${customer}" AND payment_method_details.card.last4:4242 AND -refunded:"true"`,
    expand: ["data.customer"],
  });
  expect(charges.data).toMatchObject([{ amount: 900, customer: { id: customer } }]);
  const invoices = await kit.stripe.invoices.search({ query: `subscription:'${subscription}' AND total>0` });
  expect(invoices.data.map((row) => row.status)).toEqual(["paid"]);
  const live = await kit.stripe.subscriptions.search({ query: "status:'active' AND metadata['userId']:'u1'" });
  expect(live.data.map(idOf)).toEqual([subscription]);
});
