import { randomUUID } from "node:crypto";
import { expect, test, vi } from "vitest";
import { confirmTopUp } from "@/lib/billing/purchases/confirm-top-up";
import { topUp } from "@/lib/billing/purchases/top-up";
import { saveCard } from "@/lib/billing/testing/cards";
import { billingWorld, type Person } from "@/lib/billing/testing/world";

const world = await billingWorld();
const { database, services, stripe, local, now } = world;
const { fail } = local;

const buy = (person: Person, pack = "pack_500", idempotencyKey: string | null = null) =>
  topUp(services, { userId: person.userId, pack, idempotencyKey }, now());

async function withCard(card: string): Promise<Person> {
  const person = await world.signUp();
  await saveCard(world, person, card);
  return person;
}

const paymentsOf = ({ userId }: Person) => database.prisma.payment.findMany({ where: { userId } });

async function chargesOf({ userId }: Person): Promise<number> {
  const user = await database.prisma.user.findUniqueOrThrow({ where: { id: userId } });
  const { data } = await stripe.charges.list({ customer: user.stripeCustomerId ?? "", limit: 100 });
  return data.filter((charge) => charge.paid).length;
}

test("a pack is charged to the saved card, and its credits are granted when the response arrives", async () => {
  const person = await withCard("pm_card_visa");
  const bought = await buy(person);
  expect(bought).toMatchObject({ ok: true, state: "succeeded", payment: { status: "SUCCEEDED", origin: "TOP_UP" } });
  expect(await world.available(person)).toBe(550n);
  await world.deliver();
  await world.deliverAtOnce(2);
  expect(await world.available(person)).toBe(550n);
  expect(await world.violations(person)).toEqual([]);
  const mails = await database.prisma.mail.findMany({ where: { userId: person.userId, template: "topup_done" } });
  expect(mails).toMatchObject([{ text: expect.stringContaining("with your saved card") }]);
});

test("the same key makes one payment however often it is sent, also at once; for another pack it is refused", async () => {
  const person = await withCard("pm_card_visa");
  const key = randomUUID();
  const answers = await Promise.all([buy(person, "pack_500", key), buy(person, "pack_500", key)]);
  answers.push(await buy(person, "pack_500", key));
  const payments = await paymentsOf(person);
  expect(payments).toHaveLength(1);
  for (const answer of answers) {
    expect(answer).toMatchObject({ ok: true, state: "succeeded", payment: { id: payments[0]?.id } });
  }
  expect(await chargesOf(person)).toBe(1);
  expect(await world.available(person)).toBe(550n);
  expect(await buy(person, "pack_2500", key)).toEqual({ ok: false, reason: "idempotency_key_reused" });
  const other = await withCard("pm_card_visa");
  expect(await buy(other, "pack_2500", key)).toMatchObject({ ok: true, state: "succeeded" });
});

test("without a saved card nothing starts, and an unknown pack is refused as unknown", async () => {
  const person = await world.signUp();
  expect(await buy(person)).toEqual({ ok: false, reason: "no_saved_card" });
  expect(await buy(person, "nope")).toEqual({ ok: false, reason: "unknown_pack" });
  expect(await paymentsOf(person)).toEqual([]);
});

test("a declined card leaves a failed payment with Stripe's sentence, also for a replay, and no credits", async () => {
  const person = await withCard("pm_card_chargeCustomerFail");
  const key = randomUUID();
  const declined = { ok: false, reason: "card_declined", sentence: expect.stringMatching(/declined/) };
  expect(await buy(person, "pack_500", key)).toMatchObject(declined);
  expect(await buy(person, "pack_500", key)).toMatchObject(declined);
  expect(await paymentsOf(person)).toMatchObject([
    { status: "FAILED", failureMessage: expect.stringMatching(/declined/) },
  ]);
  expect(await world.available(person)).toBe(50n);
  expect(await buy(person)).toMatchObject(declined);
});

test("when authentication is required the response has the secret for it, and credits are granted once it succeeds", {
  tags: ["full"],
}, async () => {
  const person = await withCard("pm_card_threeDSecure2Required");
  const key = randomUUID();
  const asked = await buy(person, "pack_500", key);
  if (!asked.ok || asked.state !== "requires_action") throw new Error(JSON.stringify(asked));
  expect(asked.clientSecret).toMatch(/_secret_/);
  expect(await buy(person, "pack_500", key)).toMatchObject({
    state: "requires_action",
    clientSecret: asked.clientSecret,
  });
  expect(await world.available(person)).toBe(50n);
  await answerBank(asked.redirectUrl, "complete");
  expect(await buy(person, "pack_500", key)).toMatchObject({ ok: true, state: "succeeded" });
  await world.deliver();
  expect(await world.available(person)).toBe(550n);
});

test("a bank that is to ask above the page has no page of its own, until the user comes without scripts", async () => {
  const person = await withCard("pm_card_threeDSecure2Required");
  const { userId } = person;
  const wish = { userId, pack: "pack_500", idempotencyKey: randomUUID(), asks: "above_page" } as const;
  const asked = await topUp(services, wish, now());
  if (!asked.ok || asked.state !== "requires_action") throw new Error(JSON.stringify(asked));
  expect(asked).toMatchObject({ redirectUrl: null, clientSecret: expect.stringMatching(/^pi_\w+_secret_/) });
  const order = { userId, paymentId: asked.payment.id };
  expect(await confirmTopUp(services, { ...order, asks: "above_page" }, now())).toMatchObject({
    state: "to_confirm",
    clientSecret: asked.clientSecret,
  });
  const moved = await confirmTopUp(services, order, now());
  if (!moved.ok || moved.state !== "to_confirm") throw new Error(JSON.stringify(moved));
  await answerBank(moved.redirectUrl, "complete");
  await world.deliver();
  expect(await chargesOf(person)).toBe(1);
  expect(await world.available(person)).toBe(550n);
});

test("a failed authentication charges nothing", async () => {
  const person = await withCard("pm_card_threeDSecure2Required");
  const asked = await buy(person);
  if (!asked.ok || asked.state !== "requires_action") throw new Error(JSON.stringify(asked));
  await answerBank(asked.redirectUrl, "fail");
  await world.deliver();
  expect(await paymentsOf(person)).toMatchObject([{ status: "FAILED" }]);
  expect(await world.available(person)).toBe(50n);
});

test("a process that dies after the charge loses nothing: the webhook applies it, even without the row", {
  tags: ["full"],
}, async () => {
  for (const keepsRow of [true, false]) {
    const person = await withCard("pm_card_visa");
    const key = randomUUID();
    const dying = vi.spyOn(stripe.paymentIntents, "retrieve").mockRejectedValue(new Error("killed"));
    await expect(buy(person, "pack_500", key)).rejects.toThrow("killed");
    dying.mockRestore();
    expect(await paymentsOf(person)).toMatchObject([{ status: "PENDING", stripePaymentIntentId: null }]);
    if (!keepsRow) await database.prisma.payment.deleteMany({ where: { userId: person.userId } });
    await world.deliver();
    expect(await paymentsOf(person)).toMatchObject([{ status: "SUCCEEDED", origin: "TOP_UP", packCredits: 500n }]);
    expect(await world.available(person)).toBe(550n);
    expect(await buy(person, "pack_500", key)).toMatchObject({ ok: true, state: "succeeded" });
    expect(await chargesOf(person)).toBe(1);
  }
});

test("a Stripe request that times out after the charge is retried with the same key, and charges once", async () => {
  const person = await withCard("pm_card_visa");
  const key = randomUUID();
  await fail({ next: 3, kind: "after", status: 500, method: "POST", path: "/v1/payment_intents" });
  expect(await buy(person, "pack_500", key)).toEqual({ ok: false, reason: "payment_unknown" });
  await fail({ next: 0, kind: "after" });
  expect(await buy(person, "pack_500", key)).toMatchObject({ ok: true, state: "succeeded" });
  await world.deliver();
  expect(await chargesOf(person)).toBe(1);
  expect(await world.available(person)).toBe(550n);
});

test("a failed attempt that is repeated with another card charges at most once, and grants what was charged", {
  tags: ["full"],
}, async () => {
  const person = await withCard("pm_card_visa");
  const key = randomUUID();
  await fail({ next: 3, kind: "before", status: 500, method: "POST", path: "/v1/payment_intents" });
  expect(await buy(person, "pack_500", key)).toEqual({ ok: false, reason: "payment_unknown" });
  await fail();
  await world.advance({ hours: 0.01 });
  await saveCard(world, person, "pm_card_mastercard");
  const again = await buy(person, "pack_500", key);
  expect([again.ok ? again.state : again.reason, await chargesOf(person)]).toEqual(
    again.ok ? ["succeeded", 1] : ["card_declined", 0],
  );
  await world.deliver();
  expect(await world.available(person)).toBe(50n + 500n * BigInt(await chargesOf(person)));
});

async function answerBank(url: string | null, answer: "complete" | "fail"): Promise<void> {
  await fetch(url ?? "", { method: "POST", body: new URLSearchParams({ answer }), redirect: "manual" });
}
