import fc from "fast-check";
import type Stripe from "stripe";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Kit, startKit } from "../testing/kit";

let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.close());

type Behavior = "always_invoice" | "create_prorations" | "none";
type Step =
  | { kind: "wait"; days: number }
  | { kind: "renew" }
  | { kind: "price"; price: number; behavior: Behavior }
  | { kind: "quantity"; quantity: number; behavior: Behavior }
  | { kind: "anchor"; behavior: Behavior };

const behavior = fc.constantFrom<Behavior>("always_invoice", "create_prorations", "none");
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("wait" as const), days: fc.integer({ min: 1, max: 12 }) }),
  fc.record({ kind: fc.constant("renew" as const) }),
  fc.record({ kind: fc.constant("price" as const), price: fc.integer({ min: 0, max: 3 }), behavior }),
  fc.record({ kind: fc.constant("quantity" as const), quantity: fc.integer({ min: 1, max: 4 }), behavior }),
  fc.record({ kind: fc.constant("anchor" as const), behavior }),
);
const life = fc.record({
  start: fc.constantFrom("01-31", "02-28", "05-15", "08-31", "12-30"),
  mode: fc.constantFrom("classic" as const, "flexible" as const),
  steps: fc.array(step, { minLength: 3, maxLength: 8 }),
});

const amounts = (invoice: Stripe.Invoice) => invoice.lines.data.map((line) => line.amount);

test("whatever happens to a subscription, its amounts add up, its periods join, and previews come true", async () => {
  const prices = await Promise.all([
    price(1000, "month"),
    price(3333, "month"),
    price(9999, "year"),
    price(700, "week"),
  ]);
  await fc.assert(
    fc.asyncProperty(life, async ({ start, mode, steps }) => {
      await kit.local("/clock/advance", { to: nextDay(start) });
      const { id: customer } = await kit.stripe.customers.create({ email: "p@example.com" });
      const method = await kit.stripe.paymentMethods.attach("pm_card_visa", { customer });
      const made = await kit.stripe.subscriptions.create({
        customer,
        items: [{ price: prices[0]?.id ?? "" }],
        default_payment_method: method.id,
        billing_mode: { type: mode },
      });
      for (const each of steps) await live(made.id, each, prices);
      await addsUp(customer, made.id);
      await joins(made.id);
      await kit.stripe.subscriptions.cancel(made.id);
    }),
    { numRuns: 15 },
  );
}, 60_000);

async function live(id: string, each: Step, prices: Stripe.Price[]): Promise<void> {
  const before = await kit.stripe.subscriptions.retrieve(id);
  const [item] = before.items.data;
  if (item === undefined) throw new Error("the subscription has no item");
  if (each.kind === "wait") {
    const limit = Math.min(kit.server.now() + each.days * 86_400, item.current_period_end - 60);
    await kit.local("/clock/advance", { to: new Date(limit * 1000).toISOString() });
    return;
  }
  if (each.kind === "renew") {
    const preview = await kit.stripe.invoices.createPreview({ subscription: id });
    await kit.local("/clock/advance", { to: new Date((item.current_period_end + 2 * 3600) * 1000).toISOString() });
    await cameTrue(id, preview);
    return;
  }
  const now = kit.server.now();
  const params =
    each.kind === "anchor"
      ? { billing_cycle_anchor: { type: "now" as const } }
      : {
          items: [
            each.kind === "price"
              ? { id: item.id, price: prices[each.price]?.id ?? "" }
              : { id: item.id, quantity: each.quantity },
          ],
        };
  const change = { ...params, proration_behavior: each.behavior, proration_date: now };
  if (each.kind === "anchor" || each.behavior === "always_invoice") {
    const preview = await kit.stripe.invoices.createPreview({
      subscription: id,
      subscription_details: { ...params, proration_behavior: each.behavior, proration_date: now },
    });
    const changed = await kit.stripe.subscriptions.update(id, change);
    if (changed.latest_invoice !== before.latest_invoice) await cameTrue(id, preview);
    return;
  }
  await kit.stripe.subscriptions.update(id, change);
}

async function cameTrue(subscription: string, preview: Stripe.Invoice): Promise<void> {
  const [latest] = (await kit.stripe.invoices.list({ subscription, limit: 1 })).data;
  if (latest === undefined) throw new Error("there is no invoice");
  expect([latest.total, latest.amount_due, amounts(latest)]).toEqual([
    preview.total,
    preview.amount_due,
    amounts(preview),
  ]);
}

/** Each invoice is the sum of its lines, and the balance goes from one to the next without a cent lost. */
async function addsUp(customer: string, subscription: string): Promise<void> {
  const invoices = (await kit.stripe.invoices.list({ subscription, limit: 100 })).data.reverse();
  let balance = 0;
  for (const invoice of invoices.filter(({ status }) => status !== "draft")) {
    expect(invoice.total).toBe(amounts(invoice).reduce((sum, amount) => sum + amount, 0));
    expect(invoice.starting_balance).toBe(balance);
    expect(invoice.amount_due).toBe(Math.max(0, invoice.total + balance));
    expect(invoice.amount_paid + invoice.amount_remaining).toBe(invoice.amount_due);
    expect(invoice.status).toBe("paid");
    balance = invoice.ending_balance ?? 0;
  }
  expect(await kit.stripe.customers.retrieve(customer)).toMatchObject({ balance });
}

/** A period starts where the last one ended, or cuts it short; there are no gaps and no overlaps. */
async function joins(subscription: string): Promise<void> {
  const events = await kit.stripe.events
    .list({ types: ["customer.subscription.created", "customer.subscription.updated"], limit: 100 })
    .autoPagingToArray({ limit: 1000 });
  let last: { start: number; end: number } | null = null;
  for (const event of events.reverse()) {
    if (event.type !== "customer.subscription.created" && event.type !== "customer.subscription.updated") continue;
    const { id, items } = event.data.object;
    const [item] = items.data;
    if (id !== subscription || item === undefined) continue;
    const { current_period_start: start, current_period_end: end } = item;
    expect(end).toBeGreaterThan(start);
    if (last !== null && (start !== last.start || end !== last.end)) {
      expect(
        start === last.end ||
          (start > last.start && start < last.end && start === event.created) ||
          start === last.start,
      ).toBe(true);
    }
    last = { start, end };
  }
}

function nextDay(monthDay: string): string {
  const now = kit.server.now() * 1000;
  for (let year = new Date(now).getUTCFullYear(); ; year += 1) {
    const at = Date.parse(`${year}-${monthDay}T06:00:00Z`);
    if (at > now) return new Date(at).toISOString();
  }
}

function price(cents: number, interval: "week" | "month" | "year"): Promise<Stripe.Price> {
  return kit.stripe.prices.create({
    currency: "usd",
    unit_amount: cents,
    recurring: { interval },
    product_data: { name: `Every ${interval}` },
  });
}
