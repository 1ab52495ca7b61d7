import { beforeAll, describe, expect, test } from "vitest";
import { adjustCredits } from "@/lib/account/adjust-credits";
import { actOnUser, type UserAct } from "@/lib/account/admin-acts";
import { newPerson } from "@/lib/api/testing/people";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";
import { refundPayment } from "@/lib/billing/purchases/refund-payment";
import { billingWorld } from "@/lib/billing/testing/world";
import { getBalance } from "@/lib/ledger/queries";

// Events and jobs that two admins replay or retry at once: lib/stripe/inbox/inbox.test.ts, lib/jobs/queue/queue.test.ts.
const world = await billingWorld();
const { database, services } = world;
const db = database.prisma;

let admins: { userId: string }[];

beforeAll(async () => {
  admins = [await newAdmin(), await newAdmin(), await newAdmin()];
});

const newAdmin = async () => ({ userId: (await newPerson(database, 0, "ADMIN")).id });
const act = (by: { userId: string }, userId: string, name: UserAct) =>
  actOnUser(database, by, { userId, act: name, reason: "A ticket" }, { at: new Date(), now: world.now() });
const records = (targetId: string) => db.auditLog.findMany({ where: { targetId }, orderBy: { id: "asc" } });
const remaining = () => db.user.count({ where: { role: "ADMIN", lockedAt: null } });

describe("roles and locks", () => {
  test("of two admins who demote or lock each other at once, one remains", async () => {
    for (const name of ["make_user", "lock"] as const) {
      for (let round = 0; round < 5; round++) {
        await db.user.updateMany({ where: { role: "ADMIN" }, data: { role: "USER" } });
        const [one, other] = [await newAdmin(), await newAdmin()];
        const outcomes = await Promise.all([act(one, other.userId, name), act(other, one.userId, name)]);
        expect(outcomes).toContainEqual({ ok: true, changed: true });
        expect(outcomes).toContainEqual({ ok: false, reason: "no_longer_admin" });
        expect(await remaining()).toBe(1);
      }
    }
    await db.user.updateMany({ where: { id: { in: admins.map(({ userId }) => userId) } }, data: { role: "ADMIN" } });
  });

  test("of three who demote each other in a ring, one remains at least", async () => {
    const ring = [await newAdmin(), await newAdmin(), await newAdmin()];
    await db.user.updateMany({
      where: { role: "ADMIN", id: { notIn: ring.map(({ userId }) => userId) } },
      data: { role: "USER" },
    });
    await Promise.all(ring.map((one, at) => act(one, ring[(at + 1) % ring.length]?.userId ?? "", "make_user")));
    expect(await remaining()).toBeGreaterThan(0);
    await db.user.updateMany({ where: { id: { in: admins.map(({ userId }) => userId) } }, data: { role: "ADMIN" } });
  });

  test("an admin who was demoted or locked while they asked changes nothing, and neither does their key", async () => {
    const { id } = await newPerson(database);
    const former = await newAdmin();
    await db.user.update({ where: { id: former.userId }, data: { role: "USER" } });
    expect(await act(former, id, "make_admin")).toEqual({ ok: false, reason: "no_longer_admin" });
    expect(await records(id)).toEqual([]);
  });

  test("a lock and an unlock at once leave the state that the last record names", async () => {
    const [one, other] = admins as [{ userId: string }, { userId: string }];
    const { id } = await newPerson(database);
    for (let round = 0; round < 5; round++) {
      await Promise.all([act(one, id, "lock"), act(other, id, "unlock"), act(other, id, "lock")]);
      const log = await records(id);
      const { lockedAt } = await db.user.findUniqueOrThrow({ where: { id } });
      // Each record is a change, so they alternate.
      const locks = log.filter(({ action }) => action === "user.locked").length;
      const unlocks = log.filter(({ action }) => action === "user.unlocked").length;
      expect(locks - unlocks).toBe(lockedAt === null ? 0 : 1);
    }
  });

  test("keys that two admins revoke at once are revoked once", async () => {
    const { id } = await newPerson(database);
    await createApiKey(db, { owner: { userId: id, role: "USER" }, name: "k" }, new Date());
    const outcomes = await Promise.all(admins.map((by) => act(by, id, "revoke_keys")));
    expect(outcomes.filter((one) => one.ok && one.changed)).toHaveLength(1);
    expect((await records(id)).filter(({ action }) => action === "api_keys.revoked")).toHaveLength(1);
  });
});

describe("credits", () => {
  const adjust = (by: { userId: string }, userId: string, amount: bigint, more: object = {}) =>
    adjustCredits(database, by, { userId, amount, limit: 1_000n, reason: "A ticket", ...more }, world.now());

  test("granted by two admins with one key are granted once, and recorded for the one who granted them", async () => {
    const { id, accountId } = await newPerson(database);
    const outcomes = await Promise.all(admins.map((by) => adjust(by, id, 70n, { idempotencyKey: "ticket-7" })));
    expect(outcomes.map((one) => one.ok && one.replayed).sort()).toEqual([false, true, true]);
    expect((await getBalance(database.sql, accountId, world.now()))?.balance).toBe(70n);
    const [record, ...others] = await records(id);
    expect(others).toEqual([]);
    const granter = admins[outcomes.findIndex((one) => one.ok && !one.replayed)];
    expect(record).toMatchObject({ action: "credits.adjusted", actorId: granter?.userId });
  });

  test("above the limit need the amount confirmed by each admin, and are granted once for one key", async () => {
    const { id, accountId } = await newPerson(database);
    const large = { idempotencyKey: "ticket-8", confirmAmount: 5_000n };
    const [unconfirmed, ...confirmed] = await Promise.all([
      adjust(admins[0] as { userId: string }, id, 5_000n, { idempotencyKey: "ticket-8" }),
      adjust(admins[1] as { userId: string }, id, 5_000n, large),
      adjust(admins[2] as { userId: string }, id, 5_000n, large),
    ]);
    expect(unconfirmed).toEqual({ ok: false, reason: "adjustment_unconfirmed", limit: 1_000n });
    expect(confirmed.every(({ ok }) => ok)).toBe(true);
    expect((await getBalance(database.sql, accountId, world.now()))?.balance).toBe(5_000n);
    expect(await records(id)).toHaveLength(1);
  });

  test("taken by two admins at once are never more than there are", async () => {
    const { id, accountId } = await newPerson(database);
    await adjust(admins[0] as { userId: string }, id, 100n);
    const outcomes = await Promise.all(admins.map((by) => adjust(by, id, -60n)));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await getBalance(database.sql, accountId, world.now()))?.balance).toBe(40n);
    expect(await records(id)).toHaveLength(2);
    expect(await world.violations({ userId: id, accountId })).toEqual([]);
  });
});

test("credits are not added to a deleted account, nor to an unknown one", async () => {
  const { id } = await newPerson(database);
  await db.user.update({ where: { id }, data: { deletedAt: world.now() } });
  for (const userId of [id, "01936d3e-0000-7000-8000-000000000000"]) {
    const wish = { userId, amount: 5n, limit: 1_000n, reason: "A ticket" };
    const by = admins[0] as { userId: string };
    expect(await adjustCredits(database, by, wish, world.now())).toEqual({ ok: false, reason: "unknown_user" });
  }
  expect(await records(id)).toEqual([]);
});

describe("refunds", () => {
  test("of one payment by two admins at once never return more than was paid, and each that was made is on record", async () => {
    const buyer = await world.signUp();
    await world.buyPack(buyer, "pack_500");
    await world.deliver();
    const { id: paymentId, amountCents } = await db.payment.findFirstOrThrow({ where: { userId: buyer.userId } });
    const refund = (by: { userId: string }, idempotencyKey: string) => {
      const wish = { paymentId, amountCents: amountCents - 100, reason: "A ticket", idempotencyKey };
      return refundPayment(services, by, wish, world.now());
    };
    const outcomes = await Promise.all(admins.map((by, at) => refund(by, `key-${at}`)));
    await world.deliver();
    const made = outcomes.filter(({ ok }) => ok);
    expect(made).toHaveLength(1);
    for (const refused of outcomes.filter(({ ok }) => !ok)) {
      expect(["exceeds_payment", "change_in_progress"]).toContain(refused.ok ? null : refused.reason);
    }
    const payment = await db.payment.findUniqueOrThrow({ where: { id: paymentId } });
    expect(payment.refundedCents).toBe(amountCents - 100);
    expect((await records(paymentId)).map(({ action }) => action)).toEqual(["payment.refunded"]);
    expect(await world.violations(buyer)).toEqual([]);
  });
});
