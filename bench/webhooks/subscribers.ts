import { type LocalStripe, startLocalStripe } from "@refill/local-stripe";
import { loadAccounts } from "@/bench/data/accounts";
import type { BenchDatabase, BenchServer } from "@/bench/server";
import { applyCatalogue } from "@/lib/catalog/apply-catalogue";
import { createStripeClient, type StripeClient } from "@/lib/stripe/client";
import { receiveEvent } from "@/lib/stripe/receive-event";
import { verifyEvent } from "@/lib/stripe/webhook";
import { addMonths } from "@/lib/time";
import { catalogue } from "@/prisma/catalogue/default";

export type Subscribers = {
  local: LocalStripe;
  accounts: string[];
  /** Their subscriptions renew, and the invoices are paid. */
  renew: () => Promise<void>;
  /** Receives the events that were not received yet, as the webhook route does, and returns how many. */
  receive: () => Promise<number>;
};

const AT_ONCE = 20;
const HOUR_SECONDS = 3_600;
const LONGEST_STEP_SECONDS = 20 * 24 * HOUR_SECONDS;
const SECRET = "whsec_bench";
const SECRET_KEY = "sk_test_local";

/** People with a card, each of whom subscribed to a monthly plan a month and three hours ago, in a local Stripe. */
export async function loadSubscribers(
  server: BenchServer,
  database: BenchDatabase,
  count: number,
): Promise<Subscribers> {
  const now = new Date();
  const begins = Math.floor(addMonths(now, -1).getTime() / 1_000) - 3 * HOUR_SECONDS;
  const local = await startLocalStripe({ port: 0, dataDir: null, startsAt: begins });
  const stripe = createStripeClient(SECRET_KEY, local.url);
  const accounts = await loadAccounts(server, database, { accounts: count });
  await applyCatalogue({ database, stripe }, catalogue, now);
  const received = new Set<string>();
  const forget = async () => {
    for (const { id } of await eventsOf(local)) received.add(id);
  };
  await forget();
  await subscribe(database, stripe);
  return {
    local,
    accounts,
    renew: async () => {
      const until = Math.floor(now.getTime() / 1_000);
      while (local.now() < until) await local.advanceTo(Math.min(until, local.now() + LONGEST_STEP_SECONDS));
    },
    receive: async () => {
      const events = (await eventsOf(local)).filter(({ id }) => !received.has(id));
      await inParallel(events, async (event) => {
        received.add(event.id);
        const payload = JSON.stringify(event);
        const signature = stripe.webhooks.generateTestHeaderString({ payload, secret: SECRET });
        const verified = verifyEvent(stripe, Buffer.from(payload), signature, SECRET);
        if (!verified.ok) throw new Error(verified.detail);
        await receiveEvent(database.sql, verified.event, new Date());
      });
      return events.length;
    },
  };
}

async function subscribe({ prisma, sql }: BenchDatabase, stripe: StripeClient): Promise<void> {
  const { stripePriceId: price } = await prisma.price.findFirstOrThrow({ where: { lookupKey: "refill_pro_month" } });
  if (!price) throw new Error("The plan has no price at Stripe.");
  const users = await prisma.user.findMany({ select: { id: true, email: true } });
  await inParallel(users, async ({ id, email }) => {
    const customer = await stripe.customers.create({ email });
    const card = await stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
    await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: card.id } });
    await sql`UPDATE "user" SET stripe_customer_id = ${customer.id} WHERE id = ${id}::uuid RETURNING id`;
    await stripe.subscriptions.create({ customer: customer.id, items: [{ price }] });
  });
}

type Sent = { id: string };

async function eventsOf({ url }: LocalStripe): Promise<Sent[]> {
  const { data }: { data: Sent[] } = await (await fetch(`${url}/_local/events`)).json();
  return data;
}

async function inParallel<Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>): Promise<void> {
  const waiting = items.values();
  const worker = async () => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
