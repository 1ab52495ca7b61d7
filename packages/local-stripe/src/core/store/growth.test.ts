import type Stripe from "stripe";
import { expect, test } from "vitest";
import { monthlyPrice, startKit } from "../../testing/kit";

/**
 * Time depends on the machine, so work is counted: rows and index entries looked at per renewal must not grow with the
 * number of customers. `npm run bench -w @refill/local-stripe` measures seconds.
 */
test("a renewal costs the same among 40 customers as among 10", async () => {
  const few = await workPerRenewal(10);
  const many = await workPerRenewal(40);
  expect(few.renewals).toBe(30);
  expect(many.renewals).toBe(120);
  expect(many.perRenewal).toBeLessThan(few.perRenewal * 1.2);
}, 60_000);

test("a request for one customer does not read the others' rows", async () => {
  const kit = await startKit();
  const price = await monthlyPrice(kit.stripe);
  const ids: string[] = [];
  for (let n = 0; n < 30; n += 1) ids.push(await subscribed(kit.stripe, price.id));
  const customer = ids[7] ?? "";
  const before = kit.server.looked();
  await kit.stripe.invoices.list({ customer });
  await kit.stripe.subscriptions.list({ customer, status: "all" });
  await kit.stripe.charges.list({ customer });
  await kit.stripe.paymentIntents.list({ customer });
  await kit.stripe.customers.retrieve(customer, { expand: ["subscriptions"] });
  expect(kit.server.looked() - before).toBeLessThan(15);
  await kit.close();
});

async function workPerRenewal(customers: number): Promise<{ renewals: number; perRenewal: number }> {
  const kit = await startKit();
  const price = await monthlyPrice(kit.stripe);
  for (let n = 0; n < customers; n += 1) await subscribed(kit.stripe, price.id);
  const before = kit.server.looked();
  await kit.local("/clock/advance", { months: 3, days: 1 });
  const renewals = (await kit.eventTypes()).filter((type) => type === "invoice.paid").length - customers;
  const perRenewal = (kit.server.looked() - before) / renewals;
  await kit.close();
  return { renewals, perRenewal };
}

async function subscribed(stripe: Stripe, price: string): Promise<string> {
  const customer = await stripe.customers.create({});
  const card = await stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
  await stripe.subscriptions.create({ customer: customer.id, default_payment_method: card.id, items: [{ price }] });
  return customer.id;
}
