import type Stripe from "stripe";
import { ensureCustomer } from "@/lib/billing/sync/ensure-customer";
import { saveCard } from "@/lib/billing/testing/cards";
import type { billingWorld, Person } from "@/lib/billing/testing/world";

type World = Awaited<ReturnType<typeof billingWorld>>;

export type Wanted = { price: string; quantity?: number }[];

/** Products outside the catalogue, and subscriptions with them as created in Stripe's dashboard. */
export function addOns(world: World) {
  const { database, stripe } = world;

  /** The price of a new product. */
  async function addOn(name: string, cents: number, interval: "month" | "year" = "month"): Promise<string> {
    const product = await stripe.products.create({ name });
    const price = { product: product.id, currency: "usd", unit_amount: cents, recurring: { interval } };
    return (await stripe.prices.create(price)).id;
  }

  /** Subscribes a new user to these, in this order. */
  async function sell(items: Wanted): Promise<Person & { subscription: string }> {
    const person = await world.signUp();
    const subscription = await sellTo(person, items);
    return { ...person, subscription };
  }

  async function sellTo(person: Person, items: Wanted): Promise<string> {
    const default_payment_method = await saveCard(world, person, "pm_card_visa");
    const customer = await ensureCustomer(database.prisma, stripe, person.userId);
    await stripe.customers.update(customer, { invoice_settings: { default_payment_method } });
    const { id } = await stripe.subscriptions.create({ customer, items });
    await world.deliver();
    return id;
  }

  /** A subscription's items: "price × quantity", in no order. */
  async function soldBy(subscription: string): Promise<Record<string, number>> {
    const { items } = await stripe.subscriptions.retrieve(subscription);
    return quantities(items.data);
  }

  /** The items of each phase of a subscription's schedule. */
  async function plannedFor(subscription: string): Promise<Record<string, number>[]> {
    const { schedule } = await stripe.subscriptions.retrieve(subscription, { expand: ["schedule"] });
    if (!schedule || typeof schedule === "string") return [];
    return schedule.phases.map(({ items }) => quantities(items));
  }

  return { addOn, sell, sellTo, soldBy, plannedFor };
}

function quantities(items: { price: string | { id: string }; quantity?: number }[]): Record<string, number> {
  const idOf = (price: string | Pick<Stripe.Price, "id">) => (typeof price === "string" ? price : price.id);
  return Object.fromEntries(items.map(({ price, quantity }) => [idOf(price), quantity ?? 1]));
}
