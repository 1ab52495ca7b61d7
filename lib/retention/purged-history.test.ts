// @module-tag full
import { afterAll, describe, expect, test, vi } from "vitest";
import { requestDeletion } from "@/lib/account/delete/request-deletion";
import { runDeletion } from "@/lib/account/delete/run-deletion";
import { listBillingEvents, listPayments } from "@/lib/billing/queries";
import { processEvent } from "@/lib/billing/sync/process-event";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import { database } from "@/lib/db";
import { notifications } from "@/lib/notifications";
import { purge } from "@/lib/retention/purge";
import { receiveEvent } from "@/lib/stripe/receive-event";

vi.setConfig({ testTimeout: 60_000 });

const world = await billingWorld();
const db = world.database.prisma;
/** The buyer's name on the Checkout page. */
const BUYER = "A Buyer";

afterAll(async () => {
  expect(await world.violations()).toEqual([]);
  await notifications().close();
  await database().close();
});

const later = () => new Date(world.now().getTime() + 91 * 86_400_000);
const purgeAll = () => purge(world.database, 90, later());

/** A user with a plan and a pack, all of whose events were processed. */
async function customer(): Promise<Person & { customerId: string }> {
  const person = await world.signUp();
  await world.subscribe(person, "refill_starter_month");
  await world.buyPack(person, "pack_500");
  await world.deliver();
  const user = await db.user.findUniqueOrThrow({ where: { id: person.userId } });
  return { ...person, customerId: user.stripeCustomerId ?? "" };
}

const eventsOf = ({ customerId }: { customerId: string }) =>
  db.webhookEvent.findMany({ where: { customerId }, orderBy: { id: "asc" } });

/** What is stored about a user's purchases. */
async function books({ userId, ...person }: Person) {
  return {
    history: await listBillingEvents(db, userId, { limit: 100 }),
    payments: (await listPayments(db, userId, { limit: 100 })).data.map((payment) => ({ ...payment, updatedAt: null })),
    story: await world.story({ userId, ...person }),
  };
}

/** Processes events again, as a replay does. */
async function replay(ids: string[]): Promise<void> {
  for (const id of ids) {
    await db.webhookEvent.update({ where: { id }, data: { status: "PENDING", processedAt: null } });
    await processEvent(world.services, id, world.now());
  }
}

describe("a purged event", () => {
  test("is still known, so a second delivery inserts nothing and adds no job", { tags: ["full"] }, async () => {
    const person = await customer();
    await purgeAll();
    const [event] = await eventsOf(person);
    if (!event) throw new Error("There is no event.");
    const { id, type, apiVersion, objectId, customerId, occurredAt } = event;
    const again = { id, type, apiVersion, objectId, customerId, occurredAt, payload: JSON.stringify({ name: BUYER }) };
    expect(await world.database.transaction((_db, sql) => receiveEvent(sql, again, world.now()))).toBe(false);
    expect(await db.webhookEvent.findUniqueOrThrow({ where: { id } })).toEqual(event);
  });

  test("changes nothing in the ledger or billing history when it is replayed", { tags: ["full"] }, async () => {
    const person = await customer();
    const before = { books: await books(person), events: await eventsOf(person) };
    expect(JSON.stringify(before.events)).toContain(BUYER);
    await purgeAll();
    expect(JSON.stringify(await eventsOf(person))).not.toContain(BUYER);
    await replay(before.events.map(({ id }) => id));
    expect(await books(person)).toEqual(before.books);
    expect((await eventsOf(person)).filter(({ processedAt }) => processedAt === null)).toEqual([]);
  });

  test("without a user brings in the whole purchase when it is replayed once its customer is known", {
    tags: ["full"],
  }, async () => {
    const person = await world.signUp();
    await world.subscribe(person, "refill_starter_month");
    const { stripeCustomerId } = await db.user.findUniqueOrThrow({ where: { id: person.userId } });
    const known = (id: string | null) =>
      db.user.update({ where: { id: person.userId }, data: { stripeCustomerId: id } });
    await known(null);
    await world.deliver();
    expect(await world.available(person)).toBe(50n);
    await purgeAll();
    await known(stripeCustomerId);
    const events = await eventsOf({ customerId: stripeCustomerId ?? "" });
    expect(events.length).toBeGreaterThan(3);
    await replay(events.map(({ id }) => id));
    expect(await world.available(person)).toBe(200n);
  });
});

describe("deleting an account", () => {
  const remove = async ({ userId }: Person) => {
    const asked = { userId, actorId: userId };
    await requestDeletion(world.database, asked, { at: new Date(), now: world.now() });
    await runDeletion(world.services, userId, world.now());
  };

  test("reduces the payloads of its events immediately, and keeps the billing history", {
    tags: ["full"],
  }, async () => {
    const person = await customer();
    expect(JSON.stringify(await eventsOf(person))).toContain(BUYER);
    const { history, payments } = await books(person);
    await remove(person);
    await world.deliver();
    expect(JSON.stringify(await eventsOf(person))).not.toContain(BUYER);
    const after = await books(person);
    expect(after.history.data).toEqual(expect.arrayContaining(history.data));
    expect(after.payments).toEqual(payments);
  });

  test("changes nothing in the billing history, before or after a purge", { tags: ["full"] }, async () => {
    const person = await customer();
    await purgeAll();
    const { history, payments } = await books(person);
    await remove(person);
    await world.deliver();
    const deleted = await books(person);
    expect(deleted.history.data).toEqual(expect.arrayContaining(history.data));
    expect(deleted.payments).toEqual(payments);
    await purgeAll();
    expect(await books(person)).toEqual(deleted);
    await replay((await eventsOf(person)).map(({ id }) => id));
    expect(await books(person)).toEqual(deleted);
    expect(await world.available(person)).toBe(0n);
  });

  test("reduces events that name only a payment, processed or not", { tags: ["full"] }, async () => {
    const person = await customer();
    const pack = await db.payment.findFirstOrThrow({ where: { userId: person.userId, kind: "PACK" } });
    const warning = { id: "issfr_1", object: "radar.early_fraud_warning", payment_intent: pack.stripePaymentIntentId };
    const payload = { id: "evt_warning", data: { object: { ...warning, billing_details: { name: BUYER } } } };
    await db.webhookEvent.create({
      data: { id: "evt_warning", type: "radar.early_fraud_warning.created", occurredAt: world.now(), payload },
    });
    await remove(person);
    const kept = await db.webhookEvent.findUniqueOrThrow({ where: { id: "evt_warning" } });
    expect(kept.payload).toMatchObject({ scrubbed: true, data: { object: warning } });
    expect(JSON.stringify(kept)).not.toContain(BUYER);
  });

  test("leaves no address in a mail server's error", async () => {
    const person = await world.signUp();
    const words = { to: "x@example.com", subject: "s", html: "h", text: "t", error: "550 <x@example.com> is unknown" };
    await db.mail.create({
      data: {
        ...{ userId: person.userId, template: "refunded", sourceKey: "refunded", status: "FAILED" },
        ...{ createdAt: world.now(), ...words },
      },
    });
    await remove(person);
    expect(JSON.stringify(await db.mail.findMany({ where: { userId: person.userId } }))).not.toContain("x@example.com");
  });
});
