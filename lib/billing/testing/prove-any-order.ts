import { expect } from "vitest";
import { everyOrder, someOrders } from "@/lib/billing/testing/every-order";
import { stateOf } from "@/lib/billing/testing/state-of";
import type { billingWorld, Person } from "@/lib/billing/testing/world";

/** Complete orders that run without the shortcut, to check it. `PROOF_ORDERS=50` runs more. */
const RAW_ORDERS = Number(process.env.PROOF_ORDERS ?? 2);

type World = Awaited<ReturnType<typeof billingWorld>>;

const SEED = 20_261_121;

/**
 * Proves that a user's waiting events lead to one state, with the given ledger: in every order with every repetition, in
 * random orders without the shortcut, with any of them lost and synced later, and all of them at once, twice. Finally
 * delivers them.
 */
export async function proveAnyOrder(world: World, person: Person, story: unknown[]): Promise<void> {
  const now = world.now();
  const every = await everyOrder(world, person, now);
  const [end, ...others] = every.endings;
  for (const other of [...others, ...every.healed]) {
    expect(other.state, `${other.order.join(", ")} against ${end?.order.join(", ")}`).toEqual(end?.state);
  }
  expect(every.violations).toEqual([]);
  for (const some of await someOrders(world, person, now, RAW_ORDERS, SEED)) {
    expect(some.state, `seed ${SEED}: ${some.order.join(", ")}`).toEqual(end?.state);
  }
  await world.deliverAtOnce(2, now);
  expect(JSON.parse(await stateOf(world.database.sql, person)), "all at once").toEqual(end?.state);
  expect(await world.story(person)).toEqual(story);
  expect(await world.violations(person)).toEqual([]);
}
