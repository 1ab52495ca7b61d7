import fc from "fast-check";
import type Stripe from "stripe";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Kit, startKit } from "../testing/kit";

let kit: Kit;
let stripe: Stripe;
let prices: string[];
let coupons: string[];

beforeAll(async () => {
  kit = await startKit();
  ({ stripe } = kit);
  prices = await Promise.all(
    [999, 1501, 4900, 12_345].map(async (unit_amount) => {
      const product_data = { name: `Plan ${unit_amount}` };
      return (
        await stripe.prices.create({ currency: "usd", unit_amount, recurring: { interval: "month" }, product_data })
      ).id;
    }),
  );
  const made: Stripe.CouponCreateParams[] = [
    { percent_off: 33.3, duration: "forever" },
    { percent_off: 12.5, duration: "once" },
    { percent_off: 50, duration: "repeating", duration_in_months: 2 },
    { amount_off: 777, currency: "usd", duration: "once" },
    { amount_off: 1301, currency: "usd", duration: "repeating", duration_in_months: 1 },
    { percent_off: 100, duration: "once" },
  ];
  coupons = await Promise.all(made.map(async (params) => (await stripe.coupons.create(params)).id));
});
afterAll(() => kit.close());

type Step =
  | { kind: "change"; days: number; price: number; quantity: number; behavior: Behavior }
  | { kind: "discounts"; coupons: number[] }
  | { kind: "item"; amount: number }
  | { kind: "renew" };
type Behavior = "always_invoice" | "create_prorations" | "none";

const couponIndexes = fc.uniqueArray(fc.nat(5), { maxLength: 3 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant("change" as const),
    days: fc.integer({ min: 0, max: 9 }),
    price: fc.nat(3),
    quantity: fc.integer({ min: 1, max: 5 }),
    behavior: fc.constantFrom("always_invoice" as const, "create_prorations" as const, "none" as const),
  }),
  fc.record({ kind: fc.constant("discounts" as const), coupons: couponIndexes }),
  fc.record({ kind: fc.constant("item" as const), amount: fc.integer({ min: -3000, max: 3000 }) }),
  fc.record({ kind: fc.constant("renew" as const) }),
);

test("a preview equals the later invoice to the cent, whatever coupons and changes came before", {
  timeout: 120_000,
}, async () => {
  const life = fc.record({
    price: fc.nat(3),
    quantity: fc.integer({ min: 1, max: 3 }),
    coupons: couponIndexes,
    steps: fc.array(step, { minLength: 1, maxLength: 6 }),
  });
  await fc.assert(
    fc.asyncProperty(life, async (input) => {
      const id = await begin(input);
      for (const next of input.steps) await live(id, next);
    }),
    { numRuns: 25 },
  );
});

async function begin(input: { price: number; quantity: number; coupons: number[] }): Promise<string> {
  const customer = await stripe.customers.create({ email: "p@example.com" });
  const method = await stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
  const { id } = await stripe.subscriptions.create({
    customer: customer.id,
    default_payment_method: method.id,
    items: [{ price: prices[input.price] ?? "", quantity: input.quantity }],
    discounts: input.coupons.map((index) => ({ coupon: coupons[index] ?? "" })),
  });
  return id;
}

async function live(id: string, next: Step): Promise<void> {
  const before = await stripe.subscriptions.retrieve(id);
  const [item] = before.items.data;
  if (item === undefined) throw new Error("no item");
  switch (next.kind) {
    case "discounts":
      await stripe.subscriptions.update(id, {
        discounts: next.coupons.length === 0 ? "" : next.coupons.map((index) => ({ coupon: coupons[index] ?? "" })),
      });
      return;
    case "item":
      await stripe.invoiceItems.create({ customer: String(before.customer), amount: next.amount, currency: "usd" });
      return;
    case "renew": {
      const preview = await stripe.invoices.createPreview({ subscription: id });
      const end = new Date((item.current_period_end + 7200) * 1000);
      await kit.local("/clock/advance", { to: end.toISOString() });
      expect(await latest(id)).toEqual(sums(preview));
      return;
    }
    case "change": {
      const at = Math.min(item.current_period_end - 60, kit.server.now() + next.days * 86_400);
      if (at > kit.server.now()) await kit.local("/clock/advance", { to: new Date(at * 1000).toISOString() });
      const change = {
        items: [{ id: item.id, price: prices[next.price] ?? "", quantity: next.quantity }],
        proration_behavior: next.behavior,
        proration_date: kit.server.now(),
      };
      const count = (await stripe.invoices.list({ subscription: id, limit: 100 })).data.length;
      const preview = await stripe.invoices.createPreview({ subscription: id, subscription_details: change });
      await stripe.subscriptions.update(id, change);
      const isInvoiced = (await stripe.invoices.list({ subscription: id, limit: 100 })).data.length > count;
      if (isInvoiced) expect(await latest(id)).toEqual(sums(preview));
      else if (next.behavior !== "always_invoice") {
        expect(sums(await stripe.invoices.createPreview({ subscription: id }))).toEqual(sums(preview));
      }
    }
  }
}

async function latest(subscription: string): Promise<ReturnType<typeof sums>> {
  const [invoice] = (await stripe.invoices.list({ subscription, limit: 1 })).data;
  if (invoice === undefined) throw new Error("no invoice");
  expect(invoice.status).toBe("paid");
  expect(invoice.amount_paid).toBe(invoice.amount_due);
  return sums(invoice);
}

/** The amounts of an invoice, after checking that they add up. */
function sums(invoice: Stripe.Invoice) {
  const lines = invoice.lines.data.map((line) => line.amount).sort((a, b) => a - b);
  const off = (invoice.total_discount_amounts ?? []).map((share) => share.amount);
  const perLine = invoice.lines.data.flatMap((line) => line.discount_amounts ?? []);
  const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0);
  expect(invoice.subtotal).toBe(sum(lines));
  expect(invoice.total).toBe(invoice.subtotal - sum(off));
  expect(sum(perLine.map((share) => share.amount))).toBe(sum(off));
  expect(invoice.amount_due).toBeGreaterThanOrEqual(0);
  const { subtotal, total, amount_due: due, starting_balance: balance } = invoice;
  return { lines, off, subtotal, total, due, balance };
}
