import { afterEach, beforeEach, expect, test } from "vitest";
import { type Kit, refusal, startKit } from "../testing/kit";

let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.close());

const order = { amount: 1000, currency: "usd", confirm: true } as const;
const card = (number: string) => ({
  type: "card" as const,
  card: { number, exp_month: 12, exp_year: 2039, cvc: "123" },
});

/** What attaching, charging and setting up a method are refused with. */
async function refusals(method: string): Promise<string[]> {
  const { stripe } = kit;
  const customer = (await stripe.customers.create()).id;
  const draft = await stripe.invoices.create({ customer });
  await stripe.invoices.addLines(draft.id, { lines: [{ amount: 900, description: "Hour" }] });
  await stripe.invoices.finalizeInvoice(draft.id);
  const calls = [
    stripe.paymentMethods.attach(method, { customer }),
    stripe.customers.create({ payment_method: method }),
    stripe.paymentIntents.create({ ...order, customer, payment_method: method }),
    stripe.setupIntents.create({ customer, payment_method: method, confirm: true }),
    stripe.invoices.pay(draft.id, { payment_method: method }),
  ];
  const errors = await Promise.all(calls.map(refusal));
  return errors.map(({ message }) => message);
}

// Source: "Detachment is permanent and irreversible", https://docs.stripe.com/api/payment_methods/detach
test("a detached method can be read and never used again", async () => {
  const { stripe } = kit;
  const { id: customer } = await stripe.customers.create();
  const { id } = await stripe.paymentMethods.attach("pm_card_visa", { customer });
  const waiting = await stripe.paymentIntents.create({ amount: 500, currency: "usd", customer, payment_method: id });
  await stripe.paymentMethods.detach(id);
  for (const message of await refusals(id)) expect(message).toContain("detached from a Customer");
  expect((await refusal(stripe.paymentIntents.confirm(waiting.id))).message).toContain("may not be used again");
  expect(await stripe.paymentMethods.retrieve(id)).toMatchObject({ id, customer: null });
  const deleted = await stripe.customers.create({ payment_method: "pm_card_visa" });
  const [lost] = (await stripe.paymentMethods.list({ customer: deleted.id })).data;
  await stripe.customers.del(deleted.id);
  for (const message of await refusals(lost?.id ?? "")) expect(message).toContain("detached from a Customer");
});

test("a method that paid once without a customer cannot be reused; one to be saved, or declined, can", async () => {
  const { stripe } = kit;
  const once = await stripe.paymentMethods.create(card("4242424242424242"));
  await stripe.paymentIntents.create({ ...order, payment_method: once.id });
  for (const message of await refusals(once.id)) expect(message).toContain("may not be used again");
  const { id: customer } = await stripe.customers.create();

  const saved = await stripe.paymentMethods.create(card("4242424242424242"));
  await stripe.paymentIntents.create({ ...order, payment_method: saved.id, setup_future_usage: "off_session" });
  expect(await stripe.paymentMethods.attach(saved.id, { customer })).toMatchObject({ customer });
  const declined = await stripe.paymentMethods.create(card("4000000000000341"));
  await refusal(stripe.paymentIntents.create({ ...order, payment_method: declined.id }));
  expect(await stripe.paymentMethods.attach(declined.id, { customer })).toMatchObject({ customer });
});

test("another customer's method is neither charged nor set up, and an unattached one is not updated", async () => {
  const { stripe } = kit;
  const owner = await stripe.customers.create({ payment_method: "pm_card_visa" });
  const [method] = (await stripe.paymentMethods.list({ customer: owner.id })).data;
  for (const message of await refusals(method?.id ?? "")) expect(message).toMatch(/another|already been attached/);
  const free = await stripe.paymentMethods.create(card("4242424242424242"));
  await expect(stripe.paymentMethods.update(free.id, { metadata: { a: "b" } })).rejects.toThrow("must save");
});

// Source: https://docs.stripe.com/api/payment_methods/customer
test("a customer's method is found under the customer, and under no other", async () => {
  const { stripe } = kit;
  const owner = await stripe.customers.create({ payment_method: "pm_card_visa" });
  const other = await stripe.customers.create();
  const [method] = (await stripe.paymentMethods.list({ customer: owner.id })).data;
  const id = method?.id ?? "";
  expect(await stripe.customers.retrievePaymentMethod(owner.id, id)).toEqual(expect.objectContaining({ id }));
  const missing = { statusCode: 404, code: "resource_missing" };
  expect(await refusal(stripe.customers.retrievePaymentMethod(other.id, id))).toMatchObject(missing);
  expect(await refusal(stripe.customers.retrievePaymentMethod(owner.id, "pm_none"))).toMatchObject(missing);
});

test("a number that begins with 4242 4242 pays, each as another person's card", async () => {
  const { stripe } = kit;
  const numbers = ["4242424200000018", "4242424200000026"];
  const fingerprints = new Set<string | null | undefined>();
  for (const number of numbers) {
    const method = await stripe.paymentMethods.create(card(number));
    const intent = await stripe.paymentIntents.create({ ...order, payment_method: method.id });
    expect(intent.status).toBe("succeeded");
    fingerprints.add(method.card?.fingerprint);
  }
  expect(fingerprints.size).toBe(numbers.length);
  await expect(stripe.paymentMethods.create(card("4242424300000017"))).rejects.toThrow();
});
