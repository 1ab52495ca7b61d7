// @module-tag full
import { afterEach, describe, expect, it, vi } from "vitest";
import { refundPayment } from "@/lib/billing/purchases/refund-payment";
import { listBillingEvents, listInvoices, listPayments } from "@/lib/billing/queries";
import { atStripe } from "@/lib/billing/testing/at-stripe";
import { onInvoice } from "@/lib/billing/testing/invoiced";
import { billingWorld, type Person } from "@/lib/billing/testing/world";

vi.setConfig({ testTimeout: 60_000 });

const world = await billingWorld();
const { database, services, stripe } = world;
const at = atStripe(world);
const invoiced = onInvoice(world);

afterEach(async () => {
  await world.deliver();
  expect(await world.violations()).toEqual([]);
  await world.cancelAll();
});

const payments = async ({ userId }: Person) => (await listPayments(database.prisma, userId, { limit: 9 })).data;

const eventsOf = async ({ userId }: Person, type: string) =>
  (await listBillingEvents(database.prisma, userId, { limit: 50 })).data.filter((event) => event.type === type);

describe("a refund takes credits in proportion to the money that was paid", () => {
  it("when a credit note had lowered what was due: $20 invoiced, $10 credited, $10 paid, $10 refunded leaves nothing", async () => {
    const { person, invoice } = await invoiced.starter();
    await stripe.creditNotes.create({ invoice, amount: 1_000 });
    await invoiced.pay(invoice);
    await world.deliver();
    expect(await world.available(person)).toBe(200n);
    expect(await payments(person)).toMatchObject([{ amountCents: 1_000, status: "SUCCEEDED" }]);
    expect((await listInvoices(database.prisma, person.userId, { limit: 9 })).data).toMatchObject([
      { amountCents: 2_000, status: "PAID" },
    ]);
    await at.refundLast(person, 500);
    await world.deliver();
    expect(await world.available(person)).toBe(100n);
    await at.refundLast(person);
    await world.deliver();
    expect(await world.available(person)).toBe(0n);
    expect(await payments(person)).toMatchObject([{ refundedCents: 1_000, status: "REFUNDED" }]);
  });

  it("when the customer balance paid a part: $12 from the balance, $8 charged and refunded leaves nothing", {
    tags: ["full"],
  }, async () => {
    const { person, invoice } = await invoiced.starter({ balance: -1_200 });
    await invoiced.pay(invoice);
    await world.deliver();
    expect(await payments(person)).toMatchObject([{ amountCents: 800, balanceCents: 1_200 }]);
    await at.refundLast(person, 400);
    await world.deliver();
    expect(await world.available(person)).toBe(100n);
    await at.refundLast(person);
    await world.deliver();
    expect(await world.available(person)).toBe(0n);
  });

  it("when an owed balance is paid with the invoice: $5 owed, $25 paid, $5 refunded takes a fifth", {
    tags: ["full"],
  }, async () => {
    const { person, invoice } = await invoiced.starter({ balance: 500 });
    await invoiced.pay(invoice);
    await world.deliver();
    expect(await payments(person)).toMatchObject([{ amountCents: 2_500, balanceCents: 0 }]);
    await at.refundLast(person, 500);
    await world.deliver();
    expect(await world.available(person)).toBe(160n);
  });

  it("when it was paid in parts, each refunded separately: $8 and $12, $8 back, then $12", {
    tags: ["full"],
  }, async () => {
    const { person, invoice } = await invoiced.starter();
    const part = await invoiced.payPart(person, invoice, 800);
    await world.deliver();
    expect(await payments(person)).toMatchObject([{ amountCents: 1_200, paidAt: null }]);
    await invoiced.pay(invoice);
    await world.deliver();
    expect(await payments(person)).toMatchObject([{ amountCents: 2_000, status: "SUCCEEDED" }]);
    await stripe.refunds.create({ payment_intent: part });
    await world.deliver();
    expect(await world.available(person)).toBe(120n);
    await stripe.refunds.create({ payment_intent: await invoiced.mainIntent(invoice) });
    await world.deliver((events) => [...events].reverse());
    expect(await world.available(person)).toBe(0n);
    expect(await payments(person)).toMatchObject([{ refundedCents: 2_000, status: "REFUNDED" }]);
  });

  it("when a part was refunded before the rest was paid: $8 paid and refunded, $12 paid later", {
    tags: ["full"],
  }, async () => {
    const { person, invoice } = await invoiced.starter();
    const part = await invoiced.payPart(person, invoice, 800);
    await stripe.refunds.create({ payment_intent: part });
    await world.deliver();
    expect(await payments(person)).toMatchObject([{ refundedCents: 800, paidAt: null }]);
    await invoiced.pay(invoice);
    await world.deliver();
    expect(await world.available(person)).toBe(120n);
    expect(await payments(person)).toMatchObject([{ amountCents: 2_000, status: "PARTIALLY_REFUNDED" }]);
  });

  it("when a part of it is disputed and lost", { tags: ["full"] }, async () => {
    const { person, invoice } = await invoiced.starter();
    const part = await invoiced.payPart(person, invoice, 800, "pm_card_createDispute");
    await invoiced.pay(invoice);
    await world.advance({ hours: 1 });
    await world.deliver();
    const balance = { available: 0n };
    expect(await world.available(person)).toBe(balance.available);
    const { data } = await stripe.disputes.list({ payment_intent: part });
    await stripe.disputes.close(data[0]?.id ?? "");
    await world.deliver();
    expect(await world.available(person)).toBe(120n);
  });

  it("when it was paid outside of Stripe, which only a credit note can refund", { tags: ["full"] }, async () => {
    const { person, invoice } = await invoiced.starter();
    await stripe.invoices.pay(invoice, { paid_out_of_band: true });
    await world.deliver();
    expect(await payments(person)).toMatchObject([{ amountCents: 2_000, methodBrand: null, status: "SUCCEEDED" }]);
    expect(await world.available(person)).toBe(200n);
    await stripe.creditNotes.create({ invoice, amount: 500, out_of_band_amount: 500 });
    await world.deliver();
    expect(await world.available(person)).toBe(150n);
    expect(await payments(person)).toMatchObject([{ creditedCents: 500, status: "PARTIALLY_REFUNDED" }]);
  });
});

describe("a credit note after payment", () => {
  it("takes the share that it returns to the card, to the balance and elsewhere, once, and says so", {
    tags: ["full"],
  }, async () => {
    const { person, invoice } = await invoiced.starter();
    await invoiced.pay(invoice);
    await world.deliver();
    const ways = { refund_amount: 300, credit_amount: 500, out_of_band_amount: 200 };
    await stripe.creditNotes.create({ invoice, amount: 1_000, ...ways });
    await world.deliver((events) => [...events, ...events].reverse());
    expect(await world.available(person)).toBe(100n);
    expect(await payments(person)).toMatchObject([{ refundedCents: 300, creditedCents: 700 }]);
    expect(await eventsOf(person, "refunded")).toMatchObject([{ amountCents: 300 }]);
    expect((await eventsOf(person, "credited")).map(({ amountCents }) => amountCents).sort()).toEqual([200, 500]);
    const mails = { userId: person.userId, template: "credited" };
    expect(await database.prisma.mail.count({ where: mails })).toBe(2);
  });

  it("to the balance pays for the next invoice: no credits are granted twice or lost", { tags: ["full"] }, async () => {
    const { person, invoice } = await invoiced.starter();
    await invoiced.pay(invoice);
    await stripe.creditNotes.create({ invoice, amount: 2_000, credit_amount: 2_000 });
    await world.deliver();
    expect(await world.available(person)).toBe(0n);
    await world.advance({ months: 1, hours: 2 });
    await world.deliver();
    expect(await world.available(person)).toBe(200n);
    const [second] = await payments(person);
    expect(second).toMatchObject({ amountCents: 0, balanceCents: 2_000, status: "SUCCEEDED" });
    // What the balance paid can be credited back to it; the credits follow.
    const next = await invoiced.lastInvoice(person);
    await stripe.creditNotes.create({ invoice: next, amount: 500, credit_amount: 500 });
    await world.deliver();
    expect(await world.available(person)).toBe(150n);
  });

  it("for what the balance paid keeps the credits of what was charged: $12 from the balance credited, $8 charged", {
    tags: ["full"],
  }, async () => {
    const { person, invoice } = await invoiced.starter({ balance: -1_200 });
    await invoiced.pay(invoice);
    await stripe.creditNotes.create({ invoice, amount: 1_200, credit_amount: 1_200 });
    await world.deliver();
    expect(await world.available(person)).toBe(80n);
    await at.refundLast(person);
    await world.deliver();
    expect(await world.available(person)).toBe(0n);
  });
});

describe("an admin's refund", () => {
  const actor = async () => {
    const email = `${crypto.randomUUID()}@admin.example`;
    const admin = await database.prisma.user.create({ data: { email, role: "ADMIN" } });
    return { userId: admin.id };
  };

  async function refund(person: Person, amountCents?: number) {
    const [payment] = await payments(person);
    const request = { paymentId: payment?.id ?? "", amountCents, reason: "Asked", idempotencyKey: crypto.randomUUID() };
    return refundPayment(services, await actor(), request, world.now());
  }

  it("refunds at most what was paid, from one part after the other", { tags: ["full"] }, async () => {
    const { person, invoice } = await invoiced.starter();
    await stripe.creditNotes.create({ invoice, amount: 500 });
    await invoiced.payPart(person, invoice, 600);
    await invoiced.pay(invoice);
    await world.deliver();
    expect(await refund(person, 1_501)).toMatchObject({ reason: "exceeds_payment", refundableCents: 1_500 });
    expect(await refund(person, 1_000)).toMatchObject({ ok: true, payment: { refundedCents: 1_000 } });
    expect(await refund(person)).toMatchObject({ ok: true, payment: { refundedCents: 1_500, status: "REFUNDED" } });
    expect(await world.available(person)).toBe(0n);
    expect(await refund(person)).toEqual({ ok: false, reason: "nothing_to_refund" });
  });

  it("does not refund again what a credit note refunded", { tags: ["full"] }, async () => {
    const { person, invoice } = await invoiced.starter();
    await invoiced.pay(invoice);
    await stripe.creditNotes.create({ invoice, amount: 1_500, credit_amount: 1_500 });
    await world.deliver();
    expect(await refund(person, 501)).toMatchObject({ reason: "exceeds_payment", refundableCents: 500 });
    expect(await refund(person)).toMatchObject({ ok: true, payment: { refundedCents: 500, status: "REFUNDED" } });
    expect(await world.available(person)).toBe(0n);
  });
});
