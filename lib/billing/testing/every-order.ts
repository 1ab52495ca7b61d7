import { type BillingReader, type Read, readUser, type SyncOutcome } from "@/lib/billing/context";
import { handleEvent } from "@/lib/billing/sync/handle-event";
import { syncCheckoutSession } from "@/lib/billing/sync/sync-checkout-session";
import { syncCustomer } from "@/lib/billing/sync/sync-customer";
import { syncPayment } from "@/lib/billing/sync/sync-payment";
import { syncSubscription } from "@/lib/billing/sync/sync-subscription";
import { rememberReads } from "@/lib/billing/testing/remember-reads";
import { stateOf } from "@/lib/billing/testing/state-of";
import type { billingWorld, Person } from "@/lib/billing/testing/world";
import { prismaSql } from "@/lib/db";
import { seeded } from "@/lib/ledger/testing/seeded";
import { verify } from "@/lib/ledger/verify";
import { HANDLED_EVENT_TYPES } from "@/lib/stripe/handled-event-types";
import type { InboundEvent } from "@/lib/stripe/webhook";

type World = Awaited<ReturnType<typeof billingWorld>>;
type Step = { name: string; run: (context: BillingReader) => Promise<unknown> };

/** One order of the events, and the resulting state of the database. */
export type Ending = { order: string[]; state: unknown };

export type EveryOrder = {
  events: InboundEvent[];
  /** The distinct results of all orders, each with an order that leads to it; one, if order does not matter. */
  endings: Ending[];
  /** The distinct results of some events in some order, with the rest synced from Stripe. */
  healed: Ending[];
  /** Distinct intermediate states of the database. */
  states: number;
  violations: unknown[];
};

/**
 * Delivers a user's waiting events in every order, with every repetition and every loss, and rolls it all back. A delivery
 * depends only on the database, Stripe (which does not change) and the event, so each event is tried once on each state of
 * the database; all orders are then paths through these states.
 */
export async function everyOrder(world: World, person: Person, now: Date): Promise<EveryOrder> {
  const events = await handledEvents(world);
  const steps: Step[] = events.map((event) => ({
    name: event.type,
    run: (context) => hear(context, event, now),
  }));
  const heal: Step = { name: "asking Stripe", run: (context) => bringIn(context, person, events, now) };
  const graph = await explore(world, person, [...steps, heal], now);
  return {
    events,
    endings: endingsOf(graph, steps),
    healed: healedOf(graph, steps.length),
    states: graph.states.length,
    violations: graph.violations,
  };
}

/** The same in `times` random orders with repetitions, without relying on states. */
export async function someOrders(
  world: World,
  person: Person,
  now: Date,
  times: number,
  seed: number,
): Promise<Ending[]> {
  const events = await handledEvents(world);
  const random = seeded(seed);
  return tryTimes(world, person, times, async (context) => {
    const order = shuffled([...events, ...events.filter(() => random(3) === 0)], random);
    for (const event of order) await hear(context, event, now);
    return order.map(({ type }) => type);
  });
}

/** The same with some of the events, in some order, lost and synced from Stripe instead. */
export async function someLosses(
  world: World,
  person: Person,
  now: Date,
  times: number,
  seed: number,
): Promise<Ending[]> {
  const events = await handledEvents(world);
  const random = seeded(seed);
  return tryTimes(world, person, times, async (context) => {
    const heard = shuffled(events, random).slice(0, random(events.length));
    for (const event of heard) await hear(context, event, now);
    await bringIn(context, person, events, now);
    return [...heard.map(({ type }) => type), "asking Stripe"];
  });
}

function shuffled(events: InboundEvent[], random: (below: number) => number): InboundEvent[] {
  return events
    .map((event) => ({ event, place: random(1_000_000) }))
    .sort((a, b) => a.place - b.place)
    .map(({ event }) => event);
}

/** The distinct results of several attempts, each from the same state. */
async function tryTimes(
  world: World,
  person: Person,
  times: number,
  tryOnce: (context: BillingReader) => Promise<string[]>,
): Promise<Ending[]> {
  const endings = new Map<string, Ending>();
  await rolledBack(world, async (context) => {
    for (let time = 0; time < times; time += 1) {
      await context.db.$executeRawUnsafe("SAVEPOINT fresh");
      const order = await tryOnce(context);
      const state = await stateOf(context.sql, person);
      endings.set(state, { order, state: JSON.parse(state) });
      await context.db.$executeRawUnsafe("ROLLBACK TO SAVEPOINT fresh");
    }
  });
  return [...endings.values()];
}

async function handledEvents(world: World): Promise<InboundEvent[]> {
  const handled = new Set<string>(HANDLED_EVENT_TYPES);
  return (await world.waiting()).map(world.inbound).filter(({ type }) => handled.has(type));
}

/** Processes an event as a worker does, in an open transaction. */
async function hear(context: BillingReader, event: InboundEvent, now: Date): Promise<void> {
  const handling = await handleEvent(context, { ...event, payload: JSON.parse(event.payload) }, now);
  if (handling.userId) await inOneGo(context, handling.userId, handling.read);
}

/** Reads and writes in an open transaction, without concurrent writers. */
export async function inOneGo(context: BillingReader, userId: string, read: Read): Promise<SyncOutcome> {
  const user = await readUser(context.sql, userId);
  if (!user) throw new Error("The person is gone.");
  const write = await read(context, user);
  return write(context, user);
}

/** Syncs everything the events are about, with the reconciler's verbs. */
async function bringIn(context: BillingReader, person: Person, events: InboundEvent[], now: Date): Promise<void> {
  const bring = (read: Read) => inOneGo(context, person.userId, read);
  const { stripe } = context;
  const customer = (await readUser(context.sql, person.userId))?.stripeCustomerId ?? "";
  if (customer) await bring((reader, user) => syncCustomer(reader, user, customer, now));
  for (const { objectId } of events.filter(({ type }) => type.startsWith("checkout."))) {
    await bring((reader, user) => syncCheckoutSession(reader, user, objectId ?? "", now));
  }
  const subscriptions = await stripe.subscriptions.list({ customer, status: "all", limit: 100 });
  for (const { id } of subscriptions.data) await bring((reader, user) => syncSubscription(reader, user, id, now));
  const payments = await stripe.paymentIntents.list({ customer, limit: 100 });
  for (const { id } of payments.data) {
    await bring((reader, user) => syncPayment(reader, user, id, now, { givenBack: true }));
  }
}

type Graph = { states: string[]; edges: number[][]; violations: unknown[] };

/** Every state that deliveries can reach, and where each step leads from it. */
async function explore(world: World, person: Person, steps: Step[], now: Date): Promise<Graph> {
  const graph: Graph = { states: [], edges: [], violations: [] };
  await rolledBack(world, async (context) => {
    await visit(context, await stateOf(context.sql, person));
  });
  return graph;

  async function visit(context: BillingReader, state: string): Promise<number> {
    const known = graph.states.indexOf(state);
    if (known >= 0) return known;
    const here = graph.states.push(state) - 1;
    const edges: number[] = [];
    graph.edges.push(edges);
    graph.violations.push(...(await verify(context.sql, person.accountId, now)));
    for (const step of steps) {
      await context.db.$executeRawUnsafe(`SAVEPOINT state_${here}`);
      await step.run(context);
      edges.push(await visit(context, await stateOf(context.sql, person)));
      await context.db.$executeRawUnsafe(`ROLLBACK TO SAVEPOINT state_${here}`);
    }
    return here;
  }
}

const LONG_MS = 300_000;

class TakenBack extends Error {}

/** What a worker does that is killed before it commits: Stripe keeps the effect, the database does not. */
export async function dieBeforeCommit(world: World, work: (context: BillingReader) => Promise<void>): Promise<void> {
  await rolledBack(world, work);
}

async function rolledBack(world: World, work: (context: BillingReader) => Promise<void>): Promise<void> {
  const stripe = rememberReads(world.stripe);
  const all = world.database.prisma.$transaction(
    async (db) => {
      await work({ db, sql: prismaSql(db), stripe });
      throw new TakenBack();
    },
    { timeout: LONG_MS, maxWait: LONG_MS },
  );
  await all.catch((error: unknown) => {
    if (!(error instanceof TakenBack)) throw error;
  });
}

type Visit = { state: number; heard: number; step: string; from: Visit | null };

/** Walks every order of the steps, distinguished by the state reached and the events processed so far. */
function endingsOf({ states, edges }: Graph, steps: Step[]): Ending[] {
  const everything = 2 ** steps.length - 1;
  const seen = new Set<number>([0]);
  const endings = new Map<number, Ending>();
  const waiting: Visit[] = [{ state: 0, heard: 0, step: "", from: null }];
  for (let from = waiting.pop(); from; from = waiting.pop()) {
    const { state, heard } = from;
    if (heard === everything && !endings.has(state)) {
      endings.set(state, { order: orderOf(from), state: JSON.parse(states[state] ?? "") });
    }
    for (const [index, { name }] of steps.entries()) {
      // An event that was already processed may come again at any time.
      const next = { state: edges[state]?.[index] ?? -1, heard: heard | (1 << index), step: name, from };
      const key = next.state * (everything + 1) + next.heard;
      if (seen.has(key)) continue;
      seen.add(key);
      waiting.push(next);
    }
  }
  return [...endings.values()];
}

function orderOf(last: Visit): string[] {
  const order: string[] = [];
  for (let visit: Visit | null = last; visit?.from; visit = visit.from) order.unshift(visit.step);
  return order;
}

function healedOf(graph: Graph, heal: number): Ending[] {
  const endings = new Map<number, Ending>();
  for (const [from, edges] of graph.edges.entries()) {
    const to = edges[heal] ?? -1;
    if (!endings.has(to))
      endings.set(to, { order: [`state ${from}`, "asking Stripe"], state: JSON.parse(graph.states[to] ?? "") });
  }
  return [...endings.values()];
}
