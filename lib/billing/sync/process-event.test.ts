import { expect, test } from "vitest";
import { processEvent } from "@/lib/billing/sync/process-event";
import { billingWorld } from "@/lib/billing/testing/world";
import type { Sql } from "@/lib/db";
import { receiveEvent } from "@/lib/stripe/receive-event";

const world = await billingWorld();
const { database, services } = world;

test("an event of an account that is deleted while the event is processed is marked, not left waiting", async () => {
  const buyer = await world.signUp();
  await world.buyPack(buyer, "pack_500");
  const event = (await world.waiting()).find(({ type }) => type === "checkout.session.completed");
  if (!event) throw new Error("Nothing was bought.");
  await database.transaction((_db, sql) => receiveEvent(sql, world.inbound(event)));

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
