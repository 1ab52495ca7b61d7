import { afterAll, describe, expect, test, vi } from "vitest";
import { requestDeletion } from "@/lib/account/delete/request-deletion";
import { DELETION_STEPS, runDeletion } from "@/lib/account/delete/run-deletion";
import { newRecordedPerson } from "@/lib/account/testing/recorded-person";
import { findAccounts } from "@/lib/api/http/find-accounts";
import { createUser } from "@/lib/auth/create-user";
import { listGifts } from "@/lib/billing/gifts/list-gifts";
import { settleDueGifts } from "@/lib/billing/gifts/settle-gift";
import { attemptLimit } from "@/lib/billing/promo-codes/attempt-limit";
import { redeemPromoCode } from "@/lib/billing/promo-codes/redeem-promo-code";
import { startPackCheckout } from "@/lib/billing/purchases/start-pack-checkout";
import { referralCode } from "@/lib/billing/referrals/referral-code";
import { BANK_THAT_PAYS, billingWorld, type Person } from "@/lib/billing/testing/world";
import { database } from "@/lib/db";
import { env } from "@/lib/env";
import { debit } from "@/lib/ledger/debit";
import { placeHold } from "@/lib/ledger/place-hold";
import { personsKey } from "@/lib/ledger/reserved-keys";
import { newUser } from "@/lib/ledger/testing/accounts";
import { notifications } from "@/lib/notifications";
import { announceCredits } from "@/lib/webhooks/announce/announce-credits";
import { summarizeSpends } from "@/lib/webhooks/announce/summarize-spends";
import { createEndpoint } from "@/lib/webhooks/endpoints/change-endpoint";
import { recordMessages } from "@/lib/webhooks/record-messages";
import { prepareMessages } from "@/lib/webhooks/sending/prepare-messages";

vi.setConfig({ testTimeout: 60_000 });

const world = await billingWorld();
const db = world.database.prisma;

afterAll(async () => {
  expect(await world.violations()).toEqual([]);
  await notifications().close();
  await database().close();
});

const request = ({ userId }: { userId: string }) =>
  requestDeletion(world.database, { userId, actorId: userId }, { at: new Date(), now: world.now() });
const run = ({ userId }: { userId: string }) => runDeletion(world.services, userId, world.now());

/** A user with a plan, a pack, a hold and a key, all of whose events were processed. */
async function customer(): Promise<Person & { customerId: string; email: string }> {
  const person = await world.signUp();
  const { userId, accountId } = person;
  await world.subscribe(person, "refill_starter_month");
  await world.buyPack(person, "pack_500");
  await world.deliver();
  await placeHold(world.database.sql, { accountId, amount: 20n, actor: "system" }, world.now());
  const user = await db.user.update({ where: { id: userId }, data: { name: "Ada", emailVerified: world.now() } });
  return { ...person, email: user.email, customerId: user.stripeCustomerId ?? "" };
}

/** What is left of a user, without ids and times. */
async function remains({ userId, accountId, customerId }: Awaited<ReturnType<typeof customer>>) {
  const user = await db.user.findUniqueOrThrow({ where: { id: userId } });
  const atStripe = await world.stripe.customers.retrieve(customerId);
  return {
    isErased: user.deletedAt !== null && user.email === `deleted-${userId}@deleted.invalid` && user.name === null,
    customer: [user.stripeCustomerId, atStripe.deleted ?? false],
    former: await db.formerCustomer.count({ where: { userId } }),
    subscriptions: (await world.stripe.subscriptions.list({ customer: customerId, status: "active" })).data.length,
    plans: (await db.subscription.findMany({ where: { userId } })).map(({ status, nextRefillAt }) => [
      status,
      nextRefillAt,
    ]),
    payments: (await db.payment.findMany({ where: { userId } })).map(({ status }) => status),
    account: await db.creditAccount.findUnique({
      where: { id: accountId },
      select: { balance: true, held: true, debt: true },
    }),
    finished: (await db.accountDeletion.findUnique({ where: { userId } }))?.finishedAt !== null,
    deletedRows: await db.auditLog.count({ where: { targetId: userId, action: "account.deleted" } }),
  };
}

const GONE = {
  isErased: true,
  customer: [null, true],
  former: 1,
  subscriptions: 0,
  plans: [
    ["CANCELED", null],
    ["CANCELED", null],
  ],
  payments: ["SUCCEEDED", "SUCCEEDED"],
  account: { balance: 0n, held: 0n, debt: 0n },
  finished: true,
  deletedRows: 1,
};

describe("deleting an account", () => {
  test("cancels the subscription and deletes the customer at Stripe, forfeits the credits and keeps payments under a pseudonym", async () => {
    const person = await customer();
    expect(await request(person)).toEqual({ ok: true });
    await run(person);
    expect(await remains(person)).toEqual(GONE);
    const entries = await db.ledgerEntry.findMany({ where: { accountId: person.accountId }, orderBy: { seq: "desc" } });
    expect(entries[0]).toMatchObject({
      type: "ADJUSTMENT",
      description: "Forfeited when the account was deleted",
      balanceAfter: 0n,
    });
  });

  test("forfeits the credits whatever idempotency keys the owner has used", { tags: ["full"] }, async () => {
    const person = await customer();
    for (const idempotencyKey of ["account-deleted", personsKey("account-deleted")]) {
      const spend = { accountId: person.accountId, amount: 1n, idempotencyKey };
      expect(await debit(world.database.sql, spend, world.now())).toMatchObject({ ok: true });
    }
    await request(person);
    await run(person);
    expect(await remains(person)).toEqual(GONE);
  });

  test("closes the account immediately, whatever Stripe responds", { tags: ["full"] }, async () => {
    const person = await customer();
    await world.local.fail({ kind: "before", status: 500, share: 1 });
    const before = await db.user.findUniqueOrThrow({ where: { id: person.userId } });
    expect(await request(person)).toEqual({ ok: true });
    const user = await db.user.findUniqueOrThrow({ where: { id: person.userId } });
    expect(user.lockedAt).not.toBeNull();
    expect(user.sessionVersion).toBeGreaterThan(before.sessionVersion);
    expect(await findAccounts(world.database.sql, [person.userId, person.email])).toEqual(new Map());
    await world.local.fail();
    await run(person);
  });

  test("waits while Stripe is down, and completes once it responds", { tags: ["full"] }, async () => {
    const person = await customer();
    await request(person);
    await world.local.fail({ kind: "before", status: 500, share: 1 });
    await expect(run(person)).rejects.toThrow();
    expect((await db.user.findUniqueOrThrow({ where: { id: person.userId } })).email).toBe(person.email);
    await world.local.fail();
    await run(person);
    expect(await remains(person)).toEqual(GONE);
  });

  test("has the same result when it is killed after any step or every step runs twice", {
    tags: ["full"],
  }, async () => {
    for (let done = 0; done <= DELETION_STEPS.length; done++) {
      const person = await customer();
      await request(person);
      for (const step of DELETION_STEPS.slice(0, done)) await step(world.services, person.userId, world.now());
      if (done % 2 === 1) await world.deliver();
      for (const step of DELETION_STEPS) {
        await step(world.services, person.userId, world.now());
        await step(world.services, person.userId, world.now());
      }
      await run(person);
      expect(await remains(person), `killed after ${done} steps`).toEqual(GONE);
      await world.deliver();
      expect(await remains(person), "after the news of it").toEqual(GONE);
    }
  });

  test("starts again if a concurrent purchase creates a customer", { tags: ["full"] }, async () => {
    const person = await customer();
    await request(person);
    const [endPlans, closeCustomer, sayGoodbye, erase] = DELETION_STEPS;
    for (const step of [endPlans, closeCustomer, sayGoodbye]) await step?.(world.services, person.userId, world.now());
    const late = await world.stripe.customers.create({ email: person.email });
    await db.user.update({ where: { id: person.userId }, data: { stripeCustomerId: late.id } });
    await expect(erase?.(world.services, person.userId, world.now())).rejects.toThrow(/^Delete \S+ in Stripe first\.$/);
    await run(person);
    expect(await remains(person)).toEqual({ ...GONE, former: 2 });
    expect((await world.stripe.customers.retrieve(late.id)).deleted).toBe(true);
  });

  test("leaves no name, address or device of the user in any table", async () => {
    const person = await newRecordedPerson(world.database);
    await request({ userId: person.id });
    await run({ userId: person.id });
    const tables = await world.database.sql<{ name: string }>`
      SELECT table_name::text AS name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`;
    for (const { name } of tables) {
      const rows: { text: string }[] = await db.$queryRawUnsafe(`SELECT t::text AS text FROM "${name}" AS t`);
      const all = rows.map(({ text }) => text).join("\n");
      for (const word of person.personal) expect(all.includes(word), `${word} in ${name}`).toBe(false);
    }
    expect(await db.payment.count({ where: { userId: person.id } })).toBe(2);
    expect(await db.auditLog.count({ where: { targetId: person.id } })).toBeGreaterThan(1);
  });

  test("is the last thing that webhooks announce about it", async () => {
    const endpoint = { url: "https://example.com/", description: "", eventTypes: [] };
    const made = await createEndpoint(world.database, { userId: null }, endpoint, { allowPrivate: false }, world.now());
    if (!made.ok) throw new Error(made.reason);
    const { userId } = await customer();
    await debit(world.database.sql, { accountId: userId, amount: 3n }, world.now());
    const announce = async () => {
      await announceCredits(world.database, world.now());
      await summarizeSpends(world.database);
      await prepareMessages(world.database, world.now());
      return (await db.webhookMessage.findMany({ where: { userId } })).map(({ type }) => type);
    };
    expect(await announce()).toEqual(expect.arrayContaining(["credits.granted", "credits.spent.summary"]));
    await request({ userId });
    await run({ userId });
    expect(await announce()).toEqual(["customer.deleted"]);
    // An entry that comes later, such as the end of a dispute.
    const late = { userId, type: "credits.granted", sourceKey: "late", occurredAt: world.now() } as const;
    await world.database.transaction((_db, sql) => recordMessages(sql, [late]));
    expect(await announce()).toEqual(["customer.deleted"]);
    await db.webhookEndpoint.delete({ where: { id: made.endpoint.id } });
  });

  test("requested twice is one deletion", async () => {
    const person = await customer();
    expect(await Promise.all([request(person), request(person)])).toEqual([{ ok: true }, { ok: true }]);
    await Promise.all([run(person), run(person)]).catch(() => undefined);
    await run(person);
    expect(await remains(person)).toEqual(GONE);
    expect(await request(person)).toEqual({ ok: false, reason: "unknown_user" });
  });

  test("is refused for the last admin, also when two admins leave at once", async () => {
    const admins = [await newUser(world.database), await newUser(world.database)];
    await db.user.updateMany({ where: { id: { in: admins } }, data: { role: "ADMIN" } });
    const asked = await Promise.all(admins.map((userId) => request({ userId })));
    expect(asked.filter(({ ok }) => ok)).toHaveLength(1);
    expect(asked).toContainEqual({ ok: false, reason: "last_admin" });
  });
});

describe("an event for a deleted account", () => {
  test("grants nothing, does not fail, records why, and is stored without personal data", {
    tags: ["full"],
  }, async () => {
    const person = await customer();
    await world.buyPack(person, "pack_500", 1, BANK_THAT_PAYS);
    await world.deliver();
    await request(person);
    await run(person);
    await world.advance({ hours: 24 * 10 });
    await world.deliver();
    const events = await db.webhookEvent.findMany({ where: { customerId: person.customerId } });
    expect(events.length).toBeGreaterThan(5);
    expect(events.filter(({ status }) => status === "FAILED" || status === "PENDING")).toEqual([]);
    const late = events.filter(({ outcome }) => outcome?.startsWith("The account was deleted"));
    expect(late.length).toBeGreaterThan(0);
    expect(events.map(({ payload }) => (payload as { scrubbed?: boolean }).scrubbed)).toEqual(events.map(() => true));
    expect(JSON.stringify(events.map(({ payload }) => payload))).not.toContain("buyer@example.com");
    expect(await world.available(person)).toBe(0n);
  });

  test("about a refund or a dispute, which names no customer, is also stored without personal data", {
    tags: ["full"],
  }, async () => {
    const person = await customer();
    const pack = await db.payment.findFirstOrThrow({ where: { userId: person.userId, kind: "PACK" } });
    await request(person);
    await run(person);
    await world.stripe.refunds.create({ payment_intent: pack.stripePaymentIntentId ?? "" });
    await world.deliver();
    const events = await db.webhookEvent.findMany({ where: { type: { startsWith: "refund." } } });
    expect(events.length).toBeGreaterThan(0);
    expect(events.every(({ payload }) => (payload as { scrubbed?: boolean }).scrubbed)).toBe(true);
    expect(await world.available(person)).toBe(0n);
  });
});

describe("signing up again with the mailbox of a deleted account", () => {
  async function leave(email: string): Promise<void> {
    const user = await createUser(world.database, { email, name: null, emailVerified: world.now() }, world.now());
    if (!user) throw new Error(`${email} is taken.`);
    await request({ userId: user.id });
    await run({ userId: user.id });
  }

  async function comeBack(email: string, code?: string): Promise<Person> {
    const user = await createUser(
      world.database,
      { email, name: null, emailVerified: world.now(), referralCode: code },
      world.now(),
    );
    if (!user) throw new Error(`${email} is taken.`);
    return { userId: user.id, accountId: user.id };
  }

  test("grants no second free month in any spelling, and the next one on time", async () => {
    await leave("grace.hopper@gmail.com");
    const again = await comeBack("gracehopper+2@googlemail.com");
    expect(await world.available(again)).toBe(0n);
    await world.advance({ hours: 24 * 10 });
    expect(await world.available(again)).toBe(0n);
    await world.advance({ months: 1 });
    expect(await world.available(again)).toBe(50n);
  });

  test("gives no second trial, promo code or referral", { tags: ["full"] }, async () => {
    const { id: promoCodeId } = await db.promoCode.create({ data: { code: "WELCOME10", credits: 10n } });
    const first = await comeBack("katherine@example.com");
    await db.user.update({ where: { id: first.userId }, data: { emailVerified: world.now() } });
    await world.subscribe(first, "refill_starter_month");
    await world.deliver();
    const redeem = ({ userId }: Person) =>
      redeemPromoCode({ database: world.database, limit: attemptLimit() }, { userId, code: "WELCOME10" }, world.now());
    expect(await redeem(first)).toMatchObject({ ok: true });
    await request(first);
    await run(first);

    const referrer = await world.signUp();
    const code = await referralCode(world.database.sql, referrer.userId);
    const again = await comeBack("katherine+new@example.com", code);
    expect(await redeem(again)).toEqual({ ok: false, reason: "already_redeemed" });
    expect(await db.promoRedemption.count({ where: { promoCodeId } })).toBe(1);
    expect(await db.referral.count({ where: { referredId: again.userId } })).toBe(0);
  });
});

describe("a gift", () => {
  async function withGift() {
    const [buyer, friend] = [await world.signUp(), await world.signUp()];
    const { userId } = buyer;
    env().GIFT_CODES = true;
    const order = { userId, pack: "pack_500", quantity: 1, isGift: true };
    await world.pay(await startPackCheckout(world.services, order, world.now()), "4242424242424242");
    await world.deliver();
    const [gift] = await listGifts(db, { userId }, world.now());
    const paid = await db.payment.findUniqueOrThrow({ where: { id: gift?.paymentId ?? "" } });
    const redeem = () =>
      redeemPromoCode(
        { database: world.database, limit: attemptLimit() },
        { userId: friend.userId, code: gift?.code ?? "" },
        world.now(),
      );
    return { buyer, friend, redeem, paymentId: paid.id, intent: paid.stripePaymentIntentId ?? "" };
  }

  test("stays valid for who has its code when its buyer's account is deleted, and is no longer readable", async () => {
    const { buyer, friend, redeem, paymentId } = await withGift();
    await request(buyer);
    await run(buyer);
    expect(await db.gift.findUnique({ where: { paymentId } })).toMatchObject({ sealedCode: null });
    expect(await redeem()).toMatchObject({ ok: true, credits: 500n });
    expect(await world.available(friend)).toBe(550n);
  });

  test("takes nothing from a deleted account that redeemed it when it is refunded", async () => {
    const { friend, redeem, paymentId, intent } = await withGift();
    await redeem();
    await request(friend);
    await run(friend);
    await world.stripe.refunds.create({ payment_intent: intent });
    await world.deliver();
    expect(await settleDueGifts(world.database, "all", world.now())).toBe(1);
    expect(await db.gift.findUnique({ where: { paymentId } })).toMatchObject({ settleDueAt: null });
    const where = { id: friend.accountId };
    expect(await db.creditAccount.findUnique({ where })).toMatchObject({ balance: 0n, debt: 0n });
  });
});
