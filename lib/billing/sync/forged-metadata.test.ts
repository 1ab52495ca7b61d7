import { describe, expect, it, vi } from "vitest";
import { topUp } from "@/lib/billing/purchases/top-up";
import { reconcile } from "@/lib/billing/reconcile/reconcile";
import { atStripe } from "@/lib/billing/testing/at-stripe";
import { saveCard } from "@/lib/billing/testing/cards";
import { billingWorld, type Person } from "@/lib/billing/testing/world";

vi.setConfig({ testTimeout: 60_000 });

const world = await billingWorld();
const { database, services, stripe, now } = world;
const at = atStripe(world);

const paymentsOf = ({ userId }: Person) => database.prisma.payment.findMany({ where: { userId } });

async function withCard(): Promise<Person & { card: string; customer: string }> {
  const person = await world.signUp();
  const card = await saveCard(world, person, "pm_card_visa");
  return { ...person, card, customer: await at.customerOf(person) };
}

/** A payment in Stripe with the given metadata. */
async function pay(person: { card: string; customer: string }, amount: number, metadata: Record<string, string>) {
  const { card: payment_method, customer } = person;
  return stripe.paymentIntents.create({
    amount,
    currency: "usd",
    customer,
    payment_method,
    metadata,
    confirm: true,
    off_session: true,
  });
}

async function bought(person: Person): Promise<Record<string, string>> {
  const bought = await topUp(services, { userId: person.userId, pack: "pack_500", idempotencyKey: null }, now());
  if (!bought.ok) throw new Error(bought.reason);
  const intent = await stripe.paymentIntents.retrieve(bought.payment.stripePaymentIntentId ?? "");
  await world.deliver();
  return intent.metadata;
}

async function outcomeOf(objectId: string): Promise<string | null | undefined> {
  const event = await database.prisma.webhookEvent.findFirst({
    where: { objectId, type: { not: { contains: "created" } } },
  });
  return event?.outcome;
}

describe("a payment grants what was sold, not what its metadata says", () => {
  it("fifty cents that name another user's payment grant nothing, change nothing about it, and are reported to a person", async () => {
    const [victim, thief] = [await withCard(), await withCard()];
    const metadata = await bought(victim);
    const before = await paymentsOf(victim);
    const forged = await pay(thief, 50, metadata);
    await world.deliver();
    expect(await paymentsOf(victim)).toEqual(before);
    expect(await paymentsOf(thief)).toEqual([]);
    expect([await world.available(victim), await world.available(thief)]).toEqual([550n, 50n]);
    expect(await outcomeOf(forged.id)).toContain("was not accepted as a sale");
    const run = await reconcile(services, {}, now());
    expect(run.ok && run.drift).toContainEqual(expect.objectContaining({ id: forged.id, healed: false }));
    // A refund of it takes nothing from anybody.
    await stripe.refunds.create({ payment_intent: forged.id });
    await world.deliver();
    expect([await world.available(victim), await world.available(thief)]).toEqual([550n, 50n]);
    expect(await world.violations()).toEqual([]);
  });

  it("a payment with forged terms, or one that names a sale a second time, grants nothing", async () => {
    const thief = await withCard();
    const metadata = await bought(thief);
    const forgeries = [
      { ...metadata, refill_payment: "0198f000-0000-7000-8000-0000000000ff" },
      { ...metadata, refill_credits: "999999" },
      metadata,
    ];
    for (const forgery of forgeries) await pay(thief, 50, forgery);
    await pay(thief, 6_000, metadata);
    await world.deliver();
    expect(await world.available(thief)).toBe(550n);
    expect(await paymentsOf(thief)).toHaveLength(1);
  });
});

describe("a Checkout or subscription that names a user other than its customer's", () => {
  it("is noted on its event, and grants nothing to either user", async () => {
    const [named, payer] = [await withCard(), await withCard()];
    const subscription = await stripe.subscriptions.create({
      customer: payer.customer,
      items: [{ price: await at.priceOf("refill_pro_month") }],
      default_payment_method: payer.card,
      metadata: { refill_user: named.userId, refill_plan: "pro" },
    });
    const session = await stripe.checkout.sessions.create({
      mode: "payment",
      customer: payer.customer,
      client_reference_id: named.userId,
      line_items: [{ price: await at.priceOf("refill_pack_pack_500"), quantity: 1 }],
      success_url: "http://localhost:3000/",
    });
    await stripe.checkout.sessions.expire(session.id);
    await world.deliver();
    for (const { userId } of [named, payer]) {
      expect(await database.prisma.subscription.count({ where: { userId, stripeSubscriptionId: { not: null } } })).toBe(
        0,
      );
    }
    expect([await world.available(named), await world.available(payer)]).toEqual([50n, 50n]);
    const events = await database.prisma.webhookEvent.findMany({
      where: { objectId: { in: [subscription.id, session.id] }, outcome: { contains: "names a different user" } },
    });
    expect(new Set(events.map(({ objectId }) => objectId))).toEqual(new Set([subscription.id, session.id]));
  });

  it("with plan metadata still gets its plan from its price", async () => {
    const person = await withCard();
    await stripe.subscriptions.create({
      customer: person.customer,
      items: [{ price: await at.priceOf("refill_starter_month") }],
      default_payment_method: person.card,
      metadata: { refill_user: person.userId, refill_plan: "business", refill_credits: "999999" },
    });
    await world.deliver();
    expect(await world.available(person)).toBe(200n);
  });
});
