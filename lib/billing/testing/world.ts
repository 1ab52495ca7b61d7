import { testDatabase } from "@/dev/testing/database";
import { testStripe } from "@/dev/testing/stripe";
import { startPackCheckout } from "@/lib/billing/purchases/start-pack-checkout";
import { startSubscriptionCheckout } from "@/lib/billing/purchases/start-subscription-checkout";
import { settleDueRewards } from "@/lib/billing/referrals/settle-reward";
import { refillDue } from "@/lib/billing/refills/refill-due";
import { welcomeUser } from "@/lib/billing/refills/welcome";
import { processEvent } from "@/lib/billing/sync/process-event";
import { NO_LIMIT } from "@/lib/billing/testing/no-limit";
import { applyCatalogue } from "@/lib/catalog/apply-catalogue";
import type { Catalogue } from "@/lib/catalog/schemas";
import { debit } from "@/lib/ledger/debit";
import { openAccount } from "@/lib/ledger/open-account";
import { getBalance, history } from "@/lib/ledger/queries";
import { newUser } from "@/lib/ledger/testing/accounts";
import { verify } from "@/lib/ledger/verify";
import type { StripeClient } from "@/lib/stripe/client";
import { receiveEvent } from "@/lib/stripe/receive-event";
import { type InboundEvent, verifyEvent } from "@/lib/stripe/webhook";
import { addMonths } from "@/lib/time";
import { catalogue } from "@/prisma/catalogue/default";

export type Person = { userId: string; accountId: string };
type StripeEvent = { id: string; type: string; created: number };

const GOOD_CARD = "4242424242424242";

/** Stripe's test bank accounts: payments that are pending for days and then succeed or fail. */
export const BANK_THAT_PAYS = "000123456789";
export const BANK_THAT_FAILS = "000222222227";
const SECRET = "whsec_local";
/** A pool has ten connections: on a busy machine more concurrent deliveries time out. */
const AT_ONCE = 8;
const DAY_SECONDS = 86_400;

/** In seconds. Tests add months and hours to it, so that a start on one of the last days of a month would change them. */
function nextTenthOfJanuary(): number {
  return Date.UTC(new Date().getUTCFullYear() + 1, 0, 10, 12) / 1_000;
}

/**
 * Refill on a separate database with a separate local Stripe, both on one clock. Events wait until a test delivers them, in
 * the order it wants. `adopts` creates the Stripe objects that the catalogue names by settings.
 */
export async function billingWorld(
  sold: Catalogue = catalogue,
  adopts: (stripe: StripeClient) => Promise<Record<string, string>> = async () => ({}),
  startsAt = nextTenthOfJanuary(),
) {
  const database = await testDatabase();
  const local = await testStripe({ startsAt });
  const { stripe } = local;
  const services = { database, stripe, purchases: NO_LIMIT };
  const now = () => new Date(local.now() * 1000);
  const emitted = new Map<string, StripeEvent>();
  const delivered = new Set<string>();
  await applyCatalogue(services, sold, now(), await adopts(stripe));
  await deliver();

  async function signUp(): Promise<Person> {
    const userId = await newUser(database);
    await database.transaction((db, sql) => welcomeUser({ db, sql }, { userId }, now()));
    return { userId, accountId: await openAccount(database.sql, userId, now()) };
  }

  /** What the buyer's browser does on the Checkout page. Returns the session's id. */
  async function pay(started: Awaited<ReturnType<typeof startPackCheckout>>, number: string): Promise<string> {
    if (!started.ok) throw new Error(`Checkout did not start: ${started.reason}.`);
    const card = { card_number: number, expiry: "12 / 40", cvc: "123", name: "A Buyer" };
    const bank = { payment_method: "us_bank_account", routing_number: "110000000", account_name: "A Buyer" };
    const isBank = number === BANK_THAT_PAYS || number === BANK_THAT_FAILS;
    const form = new URLSearchParams(isBank ? { ...bank, account_number: number } : card);
    form.set("email", "buyer@example.com");
    await fetch(started.url, { method: "POST", body: form, redirect: "manual" });
    return started.sessionId;
  }

  async function subscribe({ userId }: Person, price: string, card = GOOD_CARD): Promise<string> {
    return pay(await startSubscriptionCheckout(services, { userId, price }, now()), card);
  }

  async function buyPack({ userId }: Person, pack: string, quantity = 1, card = GOOD_CARD): Promise<string> {
    return pay(await startPackCheckout(services, { userId, pack, quantity }, now()), card);
  }

  /** Undelivered events, oldest first. */
  async function waiting(): Promise<StripeEvent[]> {
    await collect();
    return [...emitted.values()].filter((event) => !delivered.has(event.id));
  }

  /** Events exist for thirty days, as in Stripe; a test may deliver them later. */
  async function collect(): Promise<void> {
    const all: { data: StripeEvent[] } = await (await fetch(`${local.url}/_local/events`)).json();
    for (const event of all.data) emitted.set(event.id, event);
  }

  /** Receives and processes the waiting events, as `arrange` orders (and repeats) them. Returns their types. */
  async function deliver(arrange = (events: StripeEvent[]) => events): Promise<string[]> {
    const events = arrange(await waiting());
    for (const event of events) await deliverOne(event);
    await settleDueRewards(database, "all", now());
    return events.map((event) => event.type);
  }

  /** The waiting events, as many at once as there are connections, each `times` times, without a queue that serializes them. */
  async function deliverAtOnce(times: number, at = now()): Promise<void> {
    const events = await waiting();
    const all = events.flatMap((event) => Array.from({ length: times }, () => event));
    while (all.length > 0) await Promise.all(all.splice(0, AT_ONCE).map((event) => deliverOne(event, at)));
    await settleDueRewards(database, "all", at);
  }

  async function deliverOne(event: StripeEvent, at = now()): Promise<void> {
    delivered.add(event.id);
    await database.transaction((_db, sql) => receiveEvent(sql, inbound(event), at));
    await processEvent(services, event.id, at);
  }

  /** How the webhook route parses an event. */
  function inbound(event: StripeEvent): InboundEvent {
    const payload = JSON.stringify(event);
    const signature = stripe.webhooks.generateTestHeaderString({ payload, secret: SECRET });
    const verified = verifyEvent(stripe, Buffer.from(payload), signature, SECRET);
    if (!verified.ok) throw new Error(verified.detail);
    return verified.event;
  }

  /** Ends every subscription at once, so that a later month has no renewals of earlier tests. */
  async function cancelAll(): Promise<void> {
    const live = await stripe.subscriptions.list({ limit: 100 });
    for (const subscription of live.data) await stripe.subscriptions.cancel(subscription.id);
    await deliver();
  }

  /** Advances both clocks and runs the refill job. The resulting events wait to be delivered. */
  async function advance({ months = 0, hours = 0 }: { months?: number; hours?: number }): Promise<void> {
    const target = Math.floor(addMonths(now(), months).getTime() / 1000) + hours * 3_600;
    while (local.now() < target) {
      await local.advanceTo(Math.min(target, local.now() + 20 * DAY_SECONDS));
      await collect();
    }
    await refillDue(database, now());
  }

  const spend = ({ accountId }: Person, amount: bigint) =>
    debit(database.sql, { accountId, amount, actor: "app:test" }, now());

  const available = async ({ accountId }: Person) => (await getBalance(database.sql, accountId, now()))?.available;

  /** A user's ledger, without the ids and times that differ between runs. */
  async function story({ accountId }: Person) {
    const page = await history(database.sql, accountId, { limit: 100 });
    if (!page.ok) throw new Error(page.reason);
    return page.data.map((entry) => `${entry.type} ${entry.amount} = ${entry.balanceAfter}`).reverse();
  }

  /** The violations in one user's ledger, or in all of them. */
  const violations = (person?: Person) => verify(database.sql, person?.accountId ?? "all", now());

  return {
    database,
    stripe,
    local,
    services,
    now,
    signUp,
    pay,
    subscribe,
    buyPack,
    waiting,
    inbound,
    deliver,
    deliverAtOnce,
    cancelAll,
    advance,
    spend,
    available,
    story,
    violations,
  };
}
