import type Stripe from "stripe";
import { saveCard } from "@/lib/billing/testing/cards";
import type { billingWorld, Person } from "@/lib/billing/testing/world";

type World = Pick<Awaited<ReturnType<typeof billingWorld>>, "database" | "stripe">;

/** Actions of people and their banks in Stripe, outside the app. */
export function atStripe(world: World) {
  const { database, stripe } = world;

  async function customerOf({ userId }: Person): Promise<string> {
    const { stripeCustomerId } = await database.prisma.user.findUniqueOrThrow({ where: { id: userId } });
    return stripeCustomerId ?? "";
  }

  async function subscriptionOf(person: Person): Promise<Stripe.Subscription> {
    const customer = await customerOf(person);
    const { data } = await stripe.subscriptions.list({ customer, status: "all", limit: 1 });
    if (!data[0]) throw new Error("Stripe has no subscription of this person.");
    return data[0];
  }

  async function priceOf(lookupKey: string): Promise<string> {
    const { data } = await stripe.prices.list({ lookup_keys: [lookupKey] });
    if (!data[0]) throw new Error(`Stripe has no price ${lookupKey}.`);
    return data[0].id;
  }

  /** An immediate change as in the portal: the remaining time is invoiced or credited now. */
  async function change(person: Person, lookupKey: string): Promise<void> {
    const { id, items } = await subscriptionOf(person);
    await stripe.subscriptions.update(id, {
      items: [{ id: items.data[0]?.id, price: await priceOf(lookupKey) }],
      proration_behavior: "always_invoice",
      payment_behavior: "error_if_incomplete",
    });
  }

  const update = async (person: Person, params: Stripe.SubscriptionUpdateParams) =>
    stripe.subscriptions.update((await subscriptionOf(person)).id, params);

  async function takeCard(person: Person, card: string): Promise<void> {
    const method = await saveCard(world, person, card);
    await update(person, { default_payment_method: method });
  }

  async function payOpenInvoice(person: Person): Promise<void> {
    const { data } = await stripe.invoices.list({ customer: await customerOf(person), status: "open" });
    if (data[0]?.id) await stripe.invoices.pay(data[0].id);
  }

  /** Successful payments, oldest first. */
  async function paidIntents(person: Person): Promise<Stripe.PaymentIntent[]> {
    const { data } = await stripe.paymentIntents.list({
      customer: await customerOf(person),
      limit: 100,
      expand: ["data.latest_charge"],
    });
    return data.filter(({ status }) => status === "succeeded").reverse();
  }

  async function refundLast(person: Person, amount?: number): Promise<void> {
    const intent = (await paidIntents(person)).at(-1);
    await stripe.refunds.create({ payment_intent: intent?.id, amount });
  }

  async function disputeOf(person: Person): Promise<string> {
    const intent = (await paidIntents(person)).at(-1);
    const { data } = await stripe.disputes.list({ payment_intent: intent?.id });
    if (!data[0]) throw new Error("There is no dispute.");
    return data[0].id;
  }

  async function cancelNow(person: Person): Promise<void> {
    await stripe.subscriptions.cancel((await subscriptionOf(person)).id);
  }

  return {
    customerOf,
    subscriptionOf,
    priceOf,
    change,
    update,
    takeCard,
    payOpenInvoice,
    paidIntents,
    refundLast,
    disputeOf,
    cancelNow,
  };
}
