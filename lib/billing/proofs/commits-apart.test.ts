// @module-tag full
import { afterEach, describe, expect, it, vi } from "vitest";
import { atStripe } from "@/lib/billing/testing/at-stripe";
import type { Person } from "@/lib/billing/testing/world";
import type { Database, Sql } from "@/lib/db";

// Before anything reads the settings. Only the ids of new rows follow from it here: the database is one.
vi.stubEnv("LEDGER_SHARDS", "citus");
vi.setConfig({ testTimeout: 60_000 });
const { billingWorld } = await import("@/lib/billing/testing/world");
const { idOf } = await import("@/lib/billing/id-of");
const { processEvent } = await import("@/lib/billing/sync/process-event");
const { receiveEvent } = await import("@/lib/stripe/receive-event");

const world = await billingWorld();
const { database, services } = world;
const at = atStripe(world);

afterEach(async () => {
  await world.deliver();
  expect(await world.violations()).toEqual([]);
});

const OF_THE_LEDGER = /\b(?:ledger_\w+|credit_(?:account|lot|hold))\b/;

/** A divided ledger whose other server never commits: what a transaction does to accounts stays, the rest is rolled back. */
function committingApart(): Database {
  return {
    ...database,
    transaction: (work) =>
      database.transaction(async (db, sql) => {
        const apart =
          (here: Sql, there: Sql): Sql =>
          (strings, ...values) =>
            OF_THE_LEDGER.test(strings.join("")) ? there(strings, ...values) : here(strings, ...values);
        const hot = apart(sql.hot ?? sql, database.hotSql);
        await work(db, Object.assign(apart(sql, database.sql), { hot }));
        throw new Error("The server was killed.");
      }),
  };
}

/** Processes the waiting events on such a ledger, and then all again as they are retried. Returns the lots that came of the first. */
async function deliverAfterKill(person: Person): Promise<string[]> {
  const events = await world.waiting();
  for (const event of events) {
    await database.transaction((_db, sql) => receiveEvent(sql, world.inbound(event), world.now()));
    const killed = processEvent({ ...services, database: committingApart() }, event.id, world.now());
    await expect(killed).rejects.toThrow("The server was killed.");
  }
  const granted = (await dangling(person)).map(({ key }) => key);
  await world.deliver();
  return granted;
}

/** The lots that name a payment or a subscription that does not exist. */
const dangling = ({ accountId }: Person) => database.sql<{ key: string }>`
  SELECT source_key AS key FROM credit_lot AS lot
  WHERE account_id = ${accountId}::uuid
    AND (
      (payment_id IS NOT NULL AND NOT EXISTS (SELECT FROM payment WHERE id = lot.payment_id))
      OR (subscription_id IS NOT NULL AND NOT EXISTS (SELECT FROM subscription WHERE id = lot.subscription_id))
    )`;

const lots = ({ accountId }: Person) => database.prisma.creditLot.findMany({ where: { accountId } });

describe("when an account's server has committed and the other was killed, the retry mends what is missing:", () => {
  it("a first invoice grants its window once, and a refund finds its lot", async () => {
    const person = await world.signUp();
    await world.subscribe(person, "refill_starter_month");
    expect(await deliverAfterKill(person)).toHaveLength(1);
    expect(await world.story(person)).toEqual(["GRANT 50 = 50", "RESET -50 = 0", "GRANT 200 = 200"]);
    expect(await dangling(person)).toEqual([]);
    await at.refundLast(person, 1_000);
    await world.deliver();
    expect(await world.available(person)).toBe(100n);
  });

  it("so does a renewal's", { tags: ["full"] }, async () => {
    const person = await world.signUp();
    await world.subscribe(person, "refill_starter_month");
    await world.deliver();
    await world.local.advanceTo(Math.floor(world.now().getTime() / 1000) + 32 * 86_400);
    expect(await deliverAfterKill(person)).toHaveLength(1);
    expect((await world.story(person)).filter((entry) => entry.startsWith("GRANT 200"))).toHaveLength(2);
    expect(await dangling(person)).toEqual([]);
    await at.refundLast(person);
    await world.deliver();
    expect(await world.available(person)).toBe(0n);
  });

  it("a pack is granted once, and a refund finds its lots", async () => {
    const person = await world.signUp();
    await world.buyPack(person, "pack_2500");
    // The payment's row is from when the Checkout was opened.
    expect(await deliverAfterKill(person)).toEqual([]);
    expect(await world.story(person)).toEqual(["GRANT 50 = 50", "GRANT 2500 = 2550", "GRANT 250 = 2800"]);
    expect(await dangling(person)).toEqual([]);
    expect((await lots(person)).filter(({ paymentId }) => paymentId !== null)).toHaveLength(2);
    await at.refundLast(person);
    await world.deliver();
    expect(await world.available(person)).toBe(50n);
  });
});

describe("the id of a row about an object of Stripe", () => {
  const invoice = { id: "in_1", createdAt: new Date("2026-03-01T12:00:00.003Z") };

  it("is the same each time on a divided ledger, whatever the invoice was read with, and another for another object", () => {
    const again = { ...invoice, createdAt: new Date("2026-03-01T12:00:00.000Z") };
    expect(idOf(invoice, true)).toBe(idOf(again, true));
    expect(idOf(invoice, true)).not.toBe(idOf({ ...invoice, id: "in_2" }, true));
    expect(idOf(invoice, true)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it("is a new one each time on one server, where all commits together", () => {
    expect(idOf(invoice, false)).not.toBe(idOf(invoice, false));
  });
});
