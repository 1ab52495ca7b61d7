import { expect } from "vitest";
import { budget, isFullRun } from "@/dev/testing/budget";
import { everyOrder, someLosses, someOrders } from "@/lib/billing/testing/every-order";
import { stateOf } from "@/lib/billing/testing/state-of";
import type { billingWorld, Person } from "@/lib/billing/testing/world";

/** The number of random orders, and of orders with losses; PROOF_ORDERS=50 tries more. */
const ORDERS = Number(process.env.PROOF_ORDERS ?? budget({ daily: 1, full: 2 }));

type World = Awaited<ReturnType<typeof billingWorld>>;

const SEED = 20_261_121;

/**
 * Proves that a user's waiting events lead to one state, with the given ledger: in random orders with repetitions, with some
 * of them lost and synced later, and all of them at once, twice. A full run also tries every order, repetition and loss.
 * Finally delivers them.
 */
export async function proveAnyOrder(world: World, person: Person, story: unknown[]): Promise<void> {
  const now = world.now();
  const every = isFullRun ? await everyOrder(world, person, now) : { endings: [], healed: [], violations: [] };
  const [end, ...others] = [
    ...every.endings,
    ...every.healed,
    ...(await someOrders(world, person, now, ORDERS, SEED)),
    ...(await someLosses(world, person, now, ORDERS, SEED)),
  ];
  for (const other of others) {
    expect(other.state, `${other.order.join(", ")} against ${end?.order.join(", ")}`).toEqual(end?.state);
  }
  expect(every.violations).toEqual([]);
  await world.deliverAtOnce(2, now);
  expect(JSON.parse(await stateOf(world.database.sql, person)), "all at once").toEqual(end?.state);
  expect(await world.story(person)).toEqual(story);
  expect(await world.violations(person)).toEqual([]);
}
