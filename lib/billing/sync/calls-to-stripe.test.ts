// @module-tag full
import { expect, it } from "vitest";
import { budget } from "@/dev/testing/budget";
import { converge } from "@/lib/billing/converge";
import { confirmCheckout } from "@/lib/billing/purchases/confirm-checkout";
import { readTopUp } from "@/lib/billing/purchases/confirm-top-up";
import { topUp } from "@/lib/billing/purchases/top-up";
import { processEvent } from "@/lib/billing/sync/process-event";
import { syncCheckoutSession } from "@/lib/billing/sync/sync-checkout-session";
import { atStripe } from "@/lib/billing/testing/at-stripe";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import { seeded } from "@/lib/ledger/testing/seeded";
import { receiveEvent } from "@/lib/stripe/receive-event";

const world = await billingWorld();
const { database, services, stripe } = world;
const there = atStripe(world);

/** The requests to Stripe made by some work, without ids. */
async function callsDuring(work: () => Promise<unknown>): Promise<string[]> {
  const calls: string[] = [];
  const note = ({ method, path }: { method: string; path: string }) => {
    const [where = ""] = path.split("?");
    calls.push(`${method} ${where.replace("/v1/", "").replaceAll(/\b[a-z]+_(?:test_)?[A-Za-z0-9]{8,}/g, ":id")}`);
  };
  stripe.on("request", note);
  await work();
  stripe.off("request", note);
  return calls;
}

/** Delivers the first waiting event of a type, and then the others. */
async function callsOfEvent(type: string): Promise<string[]> {
  const calls = await callsDuring(() =>
    world.deliver((events) => events.filter((one) => one.type === type).slice(0, 1)),
  );
  await world.deliver();
  return calls;
}

async function subscribed(): Promise<Person> {
  const person = await world.signUp();
  await world.subscribe(person, "refill_pro_month");
  await world.deliver();
  return person;
}

const SUBSCRIPTION = ["GET subscriptions/:id", "GET invoices", "GET payment_intents/:id"];
const CARD = ["GET customers/:id", "GET customers/:id/payment_methods"];

it("an invoice event is synced by the subscription that it names, without a request for the invoice", {
  tags: ["full"],
}, async () => {
  await subscribed();
  await world.advance({ months: 1, hours: 2 });
  expect(await callsOfEvent("invoice.paid")).toEqual(SUBSCRIPTION);
  await world.cancelAll();
});

const SHUFFLES = budget({ daily: 1, full: 6 });

it("a renewal's events that were received together, in any order, take one sync and three requests to Stripe", async () => {
  const person = await subscribed();
  const random = seeded(20_261_130);
  const orders: (<Event>(events: Event[]) => Event[])[] = [
    (events) => events,
    (events) => events.toReversed(),
    ...Array.from(
      { length: SHUFFLES },
      () =>
        <Event>(events: Event[]) =>
          shuffled(events, random),
    ),
  ];
  for (const inOrder of orders) {
    await world.advance({ months: 1, hours: 2 });
    const events = inOrder(await world.waiting());
    for (const event of events) await receive(event);
    const before = await syncsOf(person);
    const calls = await callsDuring(async () => {
      for (const { id } of events) await processEvent(services, id, world.now());
    });
    const order = events.map(({ type }) => type).join(", ");
    expect([calls, (await syncsOf(person)) - before], order).toEqual([SUBSCRIPTION, 1]);
    await expectEachEnded(events);
    expect(await world.available(person)).toBe(400n);
    await world.deliver();
  }
  await world.cancelAll();
});

it("a renewal's events that arrive one by one, in any order, take no more than two requests after the first", async () => {
  const person = await subscribed();
  for (const inOrder of [<Event>(events: Event[]) => events, <Event>(events: Event[]) => events.toReversed()]) {
    await world.advance({ months: 1, hours: 2 });
    const events = inOrder(await world.waiting());
    const calls: string[][] = [];
    for (const event of events) {
      await receive(event);
      calls.push(await callsDuring(() => processEvent(services, event.id, world.now())));
    }
    const asking = calls.filter(({ length }) => length > 0);
    expect(asking.flat().length, events.map(({ type }) => type).join(", ")).toBeLessThanOrEqual(10);
    expect(asking.slice(1).every(({ length }) => length <= 2)).toBe(true);
    await expectEachEnded(events);
    expect(await world.available(person)).toBe(400n);
    await world.deliver();
  }
  await world.cancelAll();
});

type Event = Awaited<ReturnType<typeof world.waiting>>[number];

const receive = (event: Event) =>
  database.transaction((_db, sql) => receiveEvent(sql, world.inbound(event), world.now()));

/** How often something was read from Stripe and written, for this person. */
async function syncsOf({ userId }: Person): Promise<number> {
  return Number((await database.prisma.user.findUniqueOrThrow({ where: { id: userId } })).billingVersion);
}

/** Each event has one attempt and a sentence; those about the payment, the subscription and neither have their own. */
async function expectEachEnded(sent: readonly Event[]): Promise<void> {
  const events = await database.prisma.webhookEvent.findMany({ where: { id: { in: sent.map(({ id }) => id) } } });
  expect(events).toHaveLength(sent.length);
  for (const { type, status, outcome, attempts } of events) {
    expect([type, status, attempts]).toEqual([type, expect.stringMatching(/PROCESSED|IGNORED/), 1]);
    expect(outcome, type).toMatch(/\.$/);
  }
  const saidOf = new Map(events.map(({ type, outcome }) => [type, outcome]));
  expect(saidOf.get("invoice.paid")).toMatch(/^Pro is active/);
  expect(saidOf.get("charge.succeeded")).toBe("Charges are handled through their payment's events.");
  expect(saidOf.get("payment_intent.succeeded")).toMatch(/payment is succeeded\.$|handled through it\.$/);
}

function shuffled<Event>(events: Event[], random: (below: number) => number): Event[] {
  return events
    .map((event) => ({ event, place: random(1_000_000) }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ event }) => event);
}

it("a schedule event is synced by the subscription that it names", async () => {
  const person = await subscribed();
  const { id } = await there.subscriptionOf(person);
  await stripe.subscriptionSchedules.create({ from_subscription: id });
  const calls = await callsOfEvent("subscription_schedule.created");
  expect(calls).toContain("GET subscriptions/:id");
  expect(calls).not.toContain("GET subscription_schedules/:id");
  await world.cancelAll();
});

it("a refund event is synced by the payment that it names", async () => {
  const person = await subscribed();
  await there.refundLast(person, 100);
  const calls = await callsOfEvent("refund.created");
  expect(calls).not.toContain("GET refunds/:id");
  expect(calls).toContain("GET payment_intents/:id");
  await world.cancelAll();
});

it("the success page reads the Checkout once, and each object that it sold once", async () => {
  const person = await world.signUp();
  const bring = (sessionId: string) => () =>
    confirmCheckout(services, { userId: person.userId, sessionId }, world.now());
  const plan = await world.subscribe(person, "refill_pro_month");
  expect(await callsDuring(bring(plan))).toEqual(["GET checkout/sessions/:id", ...SUBSCRIPTION, ...CARD]);
  const pack = await world.buyPack(person, "pack_2500");
  expect(await callsDuring(bring(pack))).toEqual(["GET checkout/sessions/:id", "GET payment_intents/:id", ...CARD]);
  await world.cancelAll();
});

it("a top-up reads the card, charges it and reads the payment once; its page reads the payment once", async () => {
  const person = await subscribed();
  const order = { userId: person.userId, pack: "pack_2500", idempotencyKey: "one" };
  let paymentId = "";
  const calls = await callsDuring(async () => {
    const bought = await topUp(services, order, world.now());
    if (bought.ok) paymentId = bought.payment.id;
  });
  expect(calls).toEqual([...CARD, "POST payment_intents", "GET payment_intents/:id"]);
  const read = () => readTopUp(services, { userId: person.userId, paymentId }, world.now());
  expect(await callsDuring(read)).toEqual(["GET payment_intents/:id"]);
});

it("a sync reports what is recorded now and what it granted, once", async () => {
  const person = await world.signUp();
  const { userId } = person;
  const plan = await world.subscribe(person, "refill_pro_month");
  const pack = await world.buyPack(person, "pack_2500");
  const bring = (id: string) =>
    converge(services, userId, (reader, user) => syncCheckoutSession(reader, user, id, world.now()));
  const subscription = { planVersion: { name: "Pro" }, status: "ACTIVE", quantity: 1, trialRefused: false };
  expect(await bring(plan)).toMatchObject({ status: "processed", checkout: { id: plan }, subscription, granted: 400n });
  expect(await bring(plan)).toMatchObject({ subscription, granted: 0n });
  const payment = { userId, status: "SUCCEEDED", amountCents: 27_500, unfinished: { waitsFor: "nothing" } };
  expect(await bring(pack)).toMatchObject({ status: "processed", checkout: { id: pack }, payment, granted: 2_750n });
  expect(await bring(pack)).toMatchObject({ payment, granted: 0n });
  const foreign = await world.signUp();
  const stolen = await converge(services, foreign.userId, (reader, user) =>
    syncCheckoutSession(reader, user, pack, world.now()),
  );
  expect(stolen).toEqual({ status: "ignored", sentence: `${pack} belongs to another customer.`, granted: 0n });
});
