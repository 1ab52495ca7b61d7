import { expect, test } from "vitest";
import { processEvent } from "@/lib/billing/sync/process-event";
import { billingWorld } from "@/lib/billing/testing/world";
import type { Sql } from "@/lib/db";
import { receiveEvent } from "@/lib/stripe/receive-event";
import type { InboundEvent } from "@/lib/stripe/webhook";

const world = await billingWorld();
const { database, services } = world;

test("an event of an account that is deleted while the event is processed is marked, not left waiting", async () => {
  const buyer = await world.signUp();
  await world.buyPack(buyer, "pack_500");
  const event = (await world.waiting()).find(({ type }) => type === "checkout.session.completed");
  if (!event) throw new Error("Nothing was bought.");
  await database.transaction((_db, sql) => receiveEvent(sql, world.inbound(event), world.now()));

  // The deletion commits right after the event's owner was looked up.
  const sql: Sql = async (strings, ...values) => {
    const rows = await database.sql<never>(strings, ...values);
    if (strings.join("").includes("deleted_at IS NOT NULL")) {
      await database.sql`UPDATE "user" SET deleted_at = ${world.now()}::timestamptz WHERE id = ${buyer.userId}::uuid`;
    }
    return rows;
  };
  const at = world.now();
  await processEvent({ ...services, database: { ...database, sql } }, event.id, at);

  const { status, outcome, processedAt } = await database.prisma.webhookEvent.findUniqueOrThrow({
    where: { id: event.id },
  });
  expect([status, processedAt]).toEqual(["IGNORED", at]);
  expect(outcome).toContain("The account was deleted");
});

test("an event that is received while Stripe is read for another about the same object gets a sync of its own", async () => {
  const buyer = await world.signUp();
  await world.subscribe(buyer, "refill_starter_month");
  const about = /^(customer\.subscription\.(created|updated)|invoice\.(paid|payment_succeeded))$/;
  const events = (await world.waiting()).filter(({ type }) => about.test(type));
  const [first, second, third] = events.map(world.inbound);
  if (!first || !second || !third) throw new Error("A subscription sends three events about itself.");
  const receive = (event: InboundEvent) => database.transaction((_db, sql) => receiveEvent(sql, event, world.now()));
  await receive(first);
  await receive(second);
  let reads = 0;
  const receiveThird = () => {
    reads += 1;
    if (reads === 1) void receive(third);
  };
  world.stripe.on("request", receiveThird);
  await processEvent(services, first.id, world.now());
  world.stripe.off("request", receiveThird);
  const processed = async ({ id }: InboundEvent) =>
    (await database.prisma.webhookEvent.findUniqueOrThrow({ where: { id } })).processedAt !== null;
  expect(await Promise.all([first, second, third].map(processed))).toEqual([true, true, false]);
  // Its own job is the queue's to end, and the second one's would find nothing to do.
  expect(await jobsOf([first, second, third])).toEqual([first, third].map(({ id }) => `event:${id}`).toSorted());
  await processEvent(services, third.id, world.now());
  expect(await processed(third)).toBe(true);
  await world.cancelAll();
});

test("a payment's event does not wait for a subscription of its customer that cannot be read", async () => {
  const buyer = await world.signUp();
  await world.subscribe(buyer, "refill_starter_month");
  const events = (await world.waiting()).map(world.inbound);
  for (const event of events) await database.transaction((_db, sql) => receiveEvent(sql, event, world.now()));
  const paid = events.find(({ type }) => type === "payment_intent.succeeded");
  if (!paid) throw new Error("Nothing was bought.");
  const error = { type: "invalid_request_error", message: "Not now." };
  await world.local.fail({ kind: "before", share: 1, status: 400, error, method: "GET", path: "/v1/subscriptions/*" });
  await processEvent(services, paid.id, world.now());
  await world.local.fail();
  const ofThese = { id: { in: events.map(({ id }) => id) } };
  const failed = await database.prisma.webhookEvent.findMany({ where: { ...ofThese, status: "FAILED" } });
  const { status } = await database.prisma.webhookEvent.findUniqueOrThrow({ where: { id: paid.id } });
  expect([status, failed.map(({ attempts }) => attempts)]).toEqual(["IGNORED", [1]]);
  for (const { id } of events) await processEvent(services, id, world.now());
  expect(await database.prisma.webhookEvent.count({ where: { ...ofThese, processedAt: null } })).toBe(0);
  expect(await world.story(buyer)).toHaveLength(3);
  await world.cancelAll();
});

async function jobsOf(events: readonly InboundEvent[]): Promise<string[]> {
  const keys = events.map(({ id }) => `event:${id}`);
  const jobs = await database.sql<{ key: string }>`
    SELECT key FROM graphile_worker.jobs WHERE key = ANY(${keys}::text[]) ORDER BY key COLLATE "C"`;
  return jobs.map(({ key }) => key);
}
