import { expect, test, vi } from "vitest";
import { converge } from "@/lib/billing/converge";
import { type AutoTopupWish, readAutoTopup, setAutoTopup } from "@/lib/billing/purchases/auto-topup";
import { confirmTopUp, readTopUp } from "@/lib/billing/purchases/confirm-top-up";
import { AUTO_TOPUP_TASK, enqueueDueAutoTopups, findDueAutoTopups } from "@/lib/billing/purchases/due-auto-topups";
import { runAutoTopup } from "@/lib/billing/purchases/run-auto-topup";
import { runDueAutoTopups } from "@/lib/billing/purchases/run-due-auto-topups";
import { syncCustomer } from "@/lib/billing/sync/sync-customer";
import { saveCard } from "@/lib/billing/testing/cards";
import { billingWorld, type Person } from "@/lib/billing/testing/world";

const world = await billingWorld();
const { database, services, stripe, now } = world;

const RULE: AutoTopupWish = { enabled: true, threshold: 40n, pack: "pack_500", monthlyCapCents: 30_000 };

const set = ({ userId }: Person, wish: Partial<AutoTopupWish> = {}) =>
  setAutoTopup(services, userId, { ...RULE, ...wish }, now());
const run = ({ userId }: Person) => runAutoTopup(services, userId, now());
const rule = ({ userId }: Person) => readAutoTopup(database.prisma, userId, now());
const paymentsOf = ({ userId }: Person) =>
  database.prisma.payment.findMany({ where: { userId, origin: "AUTO_TOP_UP" }, orderBy: { createdAt: "asc" } });
const mailsTo = ({ userId }: Person) =>
  database.prisma.mail.findMany({
    where: { userId, template: { startsWith: "topup" } },
    orderBy: { createdAt: "asc" },
    select: { template: true, text: true },
  });

/** A user with a card, a rule, and ten credits fewer than its threshold. */
async function lowOn(card: string, wish: Partial<AutoTopupWish> = {}): Promise<Person> {
  const person = await world.signUp();
  await saveCard(world, person, card);
  expect(await set(person, wish)).toMatchObject({ ok: true });
  await world.spend(person, 20n);
  return person;
}

async function charges({ userId }: Person): Promise<number> {
  const user = await database.prisma.user.findUniqueOrThrow({ where: { id: userId } });
  const { data } = await stripe.charges.list({ customer: user.stripeCustomerId ?? "", limit: 100 });
  return data.filter((charge) => charge.paid).length;
}

test("below the threshold it buys the pack once, sends an email, and cools down", async () => {
  const person = await lowOn("pm_card_visa");
  expect(await run(person)).toMatchObject({ status: "charged", state: "succeeded" });
  expect(await world.available(person)).toBe(530n);
  await world.deliver();
  await world.deliverAtOnce(2);
  expect(await world.available(person)).toBe(530n);
  expect(await rule(person)).toMatchObject({ enabled: true, inFlight: false, spentThisMonthCents: 6_000, declines: 0 });
  expect(await mailsTo(person)).toMatchObject([{ template: "topup_done" }]);
  await world.spend(person, 500n);
  expect(await run(person)).toEqual({ status: "idle", reason: "cooling_down" });
  await world.advance({ hours: 1 });
  expect(await run(person)).toMatchObject({ status: "charged", state: "succeeded" });
  expect(await charges(person)).toBe(2);
  expect(await world.violations(person)).toEqual([]);
});

test("at or above the threshold, switched off, or never set, it buys nothing", async () => {
  const person = await lowOn("pm_card_visa", { threshold: 30n });
  expect(await run(person)).toEqual({ status: "idle", reason: "enough" });
  await world.spend(person, 1n);
  await set(person, { threshold: 30n, enabled: false });
  expect(await run(person)).toEqual({ status: "idle", reason: "off" });
  expect(await run(await world.signUp())).toEqual({ status: "idle", reason: "off" });
  expect(await charges(person)).toBe(0);
});

test("of many runs at the same moment one buys", { tags: ["full"] }, async () => {
  for (let round = 0; round < 3; round += 1) {
    const person = await lowOn("pm_card_visa");
    const runs = await Promise.all(Array.from({ length: 6 }, () => run(person)));
    expect(runs.filter((one) => one.status === "charged")).toHaveLength(1);
    await world.deliverAtOnce(2);
    expect(await charges(person)).toBe(1);
    expect(await world.available(person)).toBe(530n);
  }
});

test("the monthly cap counts pending payments and not failed ones; the next month starts again at zero", {
  tags: ["full"],
}, async () => {
  const person = await lowOn("pm_card_visa", { monthlyCapCents: 9_000 });
  await run(person);
  await world.spend(person, 500n);
  await world.advance({ hours: 1 });
  expect(await run(person)).toEqual({ status: "idle", reason: "cap_reached" });
  expect(await rule(person)).toMatchObject({ enabled: true, stoppedReason: "cap_reached", spentThisMonthCents: 6_000 });
  expect(await run(person)).toEqual({ status: "idle", reason: "cooling_down" });
  expect((await mailsTo(person)).map((mail) => mail.template)).toEqual(["topup_done", "topup_stopped"]);
  await world.advance({ months: 1 });
  await world.spend(person, (await world.available(person)) ?? 0n);
  expect(await run(person)).toMatchObject({ status: "charged", state: "succeeded" });
  expect(await rule(person)).toMatchObject({ stoppedReason: null, spentThisMonthCents: 6_000 });
});

test("a cap below the price of one pack, an unknown pack, or a missing card is refused when the rule is set", async () => {
  const person = await world.signUp();
  expect(await set(person)).toEqual({ ok: false, reason: "no_saved_card" });
  expect(await set(person, { pack: "nope" })).toEqual({ ok: false, reason: "unknown_pack" });
  expect(await set(person, { monthlyCapCents: 5_999 })).toEqual({
    ok: false,
    reason: "cap_below_pack",
    packCents: 6_000,
  });
  expect(await set(person, { enabled: false })).toMatchObject({ ok: true, autoTopup: { enabled: false, card: null } });
});

test("declines back off for longer each time, and the third stops it with an email; setting it again resets them", {
  tags: ["full"],
}, async () => {
  const person = await lowOn("pm_card_chargeCustomerFail");
  expect(await run(person)).toMatchObject({ status: "charged", state: "declined" });
  await world.deliver();
  expect(await rule(person)).toMatchObject({ enabled: true, inFlight: false, declines: 1, spentThisMonthCents: 0 });
  expect(await run(person)).toEqual({ status: "idle", reason: "cooling_down" });
  await world.advance({ hours: 2 });
  expect(await run(person)).toMatchObject({ state: "declined" });
  await world.advance({ hours: 2 });
  expect(await run(person)).toEqual({ status: "idle", reason: "cooling_down" });
  await world.advance({ hours: 25 });
  expect(await run(person)).toMatchObject({ state: "declined" });
  expect(await rule(person)).toMatchObject({ enabled: false, declines: 3, stoppedReason: "declined" });
  expect(await mailsTo(person)).toMatchObject([{ template: "topup_stopped" }]);
  await world.advance({ hours: 48 });
  await world.deliver();
  expect(await run(person)).toEqual({ status: "idle", reason: "off" });
  expect(await charges(person)).toBe(0);
  expect(await set(person)).toMatchObject({ autoTopup: { enabled: true, declines: 0, stoppedReason: null } });
});

test("another card resets declines", async () => {
  const person = await lowOn("pm_card_chargeCustomerFail");
  await run(person);
  expect(await rule(person)).toMatchObject({ declines: 1 });
  await world.advance({ hours: 0.01 });
  await saveCard(world, person, "pm_card_mastercard");
  await sync(person);
  expect(await rule(person)).toMatchObject({ declines: 0, nextAttemptAt: null, card: { brand: "mastercard" } });
  expect(await run(person)).toMatchObject({ state: "succeeded" });
});

test("a card that was removed stops it with an email", async () => {
  const person = await world.signUp();
  const card = await saveCard(world, person, "pm_card_visa");
  await set(person);
  await world.spend(person, 20n);
  await stripe.paymentMethods.detach(card);
  expect(await run(person)).toEqual({ status: "idle", reason: "no_card" });
  expect(await rule(person)).toMatchObject({ enabled: false, stoppedReason: "no_card", card: null });
  expect(await mailsTo(person)).toMatchObject([{ template: "topup_stopped" }]);
});

test("a pack that is no longer sold stops it with an email", async () => {
  const person = await lowOn("pm_card_visa", { pack: "pack_10000", monthlyCapCents: 120_000 });
  const which = { where: { key: "pack_10000" } };
  await database.prisma.creditPack.update({ ...which, data: { archivedAt: now() } });
  expect(await run(person)).toEqual({ status: "idle", reason: "pack_gone" });
  await database.prisma.creditPack.update({ ...which, data: { archivedAt: null } });
  expect(await rule(person)).toMatchObject({ enabled: false, stoppedReason: "pack_gone" });
  expect(await mailsTo(person)).toMatchObject([{ template: "topup_stopped" }]);
});

test("a bank debit is pending for days: nothing else is bought meanwhile, and credits are granted when it succeeds", {
  tags: ["full"],
}, async () => {
  const person = await world.signUp();
  const method = await saveCard(world, person, "pm_usBankAccount_success");
  const { stripeCustomerId } = await database.prisma.user.findUniqueOrThrow({ where: { id: person.userId } });
  await stripe.customers.update(stripeCustomerId ?? "", { invoice_settings: { default_payment_method: method } });
  await set(person);
  await world.spend(person, 20n);
  expect(await run(person)).toMatchObject({ status: "charged", state: "processing" });
  await world.advance({ hours: 48 });
  await world.deliver();
  expect(await run(person)).toEqual({ status: "idle", reason: "in_flight" });
  expect(await findDueAutoTopups(database.sql, [person.accountId], now())).toEqual([]);
  expect(await world.available(person)).toBe(30n);
  await world.advance({ hours: 72 });
  await world.deliver();
  expect(await world.available(person)).toBe(530n);
  expect(await rule(person)).toMatchObject({ inFlight: false, spentThisMonthCents: 6_000 });
});

test("a payment with an unknown outcome is given up when there is no card to retry it with", async () => {
  const person = await world.signUp();
  const card = await saveCard(world, person, "pm_card_visa");
  await set(person);
  await world.spend(person, 20n);
  const silent = vi.spyOn(stripe.paymentIntents, "create").mockRejectedValue(new Error("killed"));
  await expect(run(person)).rejects.toThrow("killed");
  silent.mockRestore();
  await stripe.paymentMethods.detach(card);
  await world.advance({ hours: 1 });
  expect(await run(person)).toEqual({ status: "idle", reason: "no_card" });
  expect(await paymentsOf(person)).toMatchObject([{ status: "FAILED" }]);
  expect(await rule(person)).toMatchObject({ inFlight: false, spentThisMonthCents: 0 });
});

test("a required authentication stops it; its owner completes the payment, and only then are credits granted", {
  tags: ["full"],
}, async () => {
  const person = await lowOn("pm_card_authenticationRequiredSetupForOffSession");
  expect(await run(person)).toMatchObject({ status: "charged", state: "declined" });
  await world.deliver();
  expect(await rule(person)).toMatchObject({ enabled: false, inFlight: false, stoppedReason: "action_required" });
  const [payment] = await paymentsOf(person);
  if (!payment) throw new Error("There is no payment.");
  const [mail] = await mailsTo(person);
  expect(mail).toMatchObject({
    template: "topup_stopped",
    text: expect.stringContaining(`/billing/confirm/${payment.id}`),
  });
  expect(await rule(person)).toMatchObject({ paymentToConfirm: payment.id });
  const which = { userId: person.userId, paymentId: payment.id };
  expect(await readTopUp(services, which, now())).toMatchObject({ state: "to_confirm", redirectUrl: null });
  expect(await world.available(person)).toBe(30n);
  const other = await world.signUp();
  expect(await confirmTopUp(services, { ...which, userId: other.userId }, now())).toMatchObject({
    reason: "unknown_payment",
  });
  expect(await confirmTopUp(services, which, now())).toMatchObject({ ok: true, state: "succeeded" });
  await world.deliver();
  expect(await world.available(person)).toBe(530n);
  expect(await rule(person)).toMatchObject({ enabled: false, paymentToConfirm: null });
});

test("the owner is sent to the bank's page when the bank requires authentication again; a failure there charges nothing", {
  tags: ["full"],
}, async () => {
  for (const [answer, state, available] of [
    ["complete", "succeeded", 530n],
    ["fail", "declined", 30n],
  ] as const) {
    const person = await lowOn("pm_card_threeDSecure2Required");
    await run(person);
    const [payment] = await paymentsOf(person);
    const which = { userId: person.userId, paymentId: payment?.id ?? "" };
    const asked = await confirmTopUp(services, which, now());
    if (!asked.ok || asked.state !== "to_confirm") throw new Error(JSON.stringify(asked));
    await fetch(asked.redirectUrl ?? "", { method: "POST", body: new URLSearchParams({ answer }), redirect: "manual" });
    expect(await readTopUp(services, which, now())).toMatchObject({ ok: true, state });
    await world.deliver();
    expect(await world.available(person)).toBe(available);
  }
});

test("a run that is killed after the charge is finished by a later one or by the webhook, and charges once", {
  tags: ["full"],
}, async () => {
  for (const finish of ["run", "webhook"] as const) {
    const person = await lowOn("pm_card_visa");
    const dying = vi.spyOn(stripe.paymentIntents, "retrieve").mockRejectedValue(new Error("killed"));
    await expect(run(person)).rejects.toThrow("killed");
    dying.mockRestore();
    expect(await rule(person)).toMatchObject({ inFlight: true, spentThisMonthCents: 6_000 });
    expect(await run(person)).toEqual({ status: "idle", reason: "in_flight" });
    if (finish === "webhook") await world.deliver();
    await world.advance({ hours: 1 });
    const due = await findDueAutoTopups(database.sql, [person.accountId], now());
    expect(due).toEqual(finish === "run" ? [person.userId] : []);
    if (finish === "run") expect(await run(person)).toMatchObject({ state: "succeeded" });
    await world.deliver();
    expect(await rule(person)).toMatchObject({ inFlight: false });
    expect(await charges(person)).toBe(1);
    expect(await world.available(person)).toBe(530n);
  }
});

test("the scan runs every due rule, and one that fails does not stop the others", async () => {
  const people = [await lowOn("pm_card_visa"), await lowOn("pm_card_visa")];
  const failing = vi.spyOn(stripe.paymentIntents, "create").mockRejectedValueOnce(new Error("away"));
  expect(await runDueAutoTopups(services, now())).toMatchObject({ failed: 1 });
  failing.mockRestore();
  await world.advance({ hours: 1 });
  await runDueAutoTopups(services, now());
  for (const person of people) expect(await charges(person)).toBe(1);
});

test("a changed balance queues a run when it is below the threshold, once, and for no other user", async () => {
  const [low, high, off] = [
    await lowOn("pm_card_visa"),
    await lowOn("pm_card_visa", { threshold: 30n }),
    await world.signUp(),
  ];
  await database.sql`SELECT graphile_worker.complete_jobs(array_agg(id)) FROM graphile_worker.jobs`;
  const accounts = [low.accountId, high.accountId, off.accountId];
  expect(await findDueAutoTopups(database.sql, accounts, now())).toEqual([low.userId]);
  expect(await findDueAutoTopups(database.sql, [high.accountId], now())).toEqual([]);
  await enqueueDueAutoTopups(database.sql, accounts, now());
  await enqueueDueAutoTopups(database.sql, accounts, now());
  expect(await database.sql`SELECT key FROM graphile_worker.jobs WHERE task_identifier = ${AUTO_TOPUP_TASK}`).toEqual([
    { key: `${AUTO_TOPUP_TASK}:${low.userId}` },
  ]);
  expect(await findDueAutoTopups(database.sql, "all", now())).toContain(low.userId);
});

async function sync({ userId }: Person): Promise<void> {
  await converge(services, userId, (reader, user) => syncCustomer(reader, user, user.stripeCustomerId ?? "", now()));
}
