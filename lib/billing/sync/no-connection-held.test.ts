import { expect, test } from "vitest";
import { processEvent } from "@/lib/billing/sync/process-event";
import { billingWorld } from "@/lib/billing/testing/world";
import { receiveEvent } from "@/lib/stripe/receive-event";

const world = await billingWorld();
const { database, services, stripe, local } = world;

/** Connections of either pool that are in use at this moment. */
function inUse(): number {
  return Object.values(database.poolUse()).reduce((sum, { total, idle }) => sum + total - idle, 0);
}

test("while Stripe answers slowly about a renewal, no database connection is held and no transaction is open", async () => {
  const person = await world.signUp();
  await world.subscribe(person, "refill_pro_month");
  await world.deliver();
  await world.advance({ months: 1, hours: 2 });
  const events = await world.waiting();
  for (const event of events) {
    await database.transaction((_db, sql) => receiveEvent(sql, world.inbound(event), world.now()));
  }
  await local.fail({ kind: "slow", share: 1, delayMs: 200 });
  const held: number[] = [];
  const note = () => held.push(inUse());
  stripe.on("request", note);
  stripe.on("response", note);
  for (const { id } of events) await processEvent(services, id, world.now());
  // Three requests, each when it is sent and when it is answered. Connections are there, and free.
  expect(held).toEqual([0, 0, 0, 0, 0, 0]);
  expect(await database.transaction(async () => inUse())).toBe(1);
  expect(await world.available(person)).toBe(400n);
});
