// @module-tag full
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, describe, expect, it, vi } from "vitest";
import { readPlanForm } from "@/components/admin/read-catalogue-form";
import { EventList } from "@/components/billing/event-list";
import { PaymentTable } from "@/components/billing/payment-table";
import { budget } from "@/dev/testing/budget";
import { exportAccount } from "@/lib/account/export/export-account";
import { unzip } from "@/lib/account/testing/unzip";
import { listBillingEvents, listPayments } from "@/lib/billing/queries";
import { findCatalogueDrift } from "@/lib/billing/reconcile/catalogue-drift";
import { moneyBackNotes } from "@/lib/billing/refunds/money-back-notes";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import { createPlan } from "@/lib/catalog/create-plan";
import type { Catalogue } from "@/lib/catalog/schemas";
import { newUser } from "@/lib/ledger/testing/accounts";
import { catalogue } from "@/prisma/catalogue/default";

vi.setConfig({ testTimeout: 90_000 });

type Sold = { currency: string; typed: string; plan: string; pack: string; part: string; partDecimal: string };

const JPY = { currency: "jpy", typed: "2000", plan: "¥2,000", pack: "¥6,000", part: "¥2,400", partDecimal: "2400" };
const EUR = { currency: "eur", typed: "20", plan: "€20.00", pack: "€60.00", part: "€24.00", partDecimal: "24.00" };

describe.each(budget({ daily: [JPY], full: [JPY, EUR] }))("a catalogue in $currency", (sold: Sold) => {
  const world = billingWorld(soldIn(sold.currency));

  afterEach(async () => {
    const { deliver, violations } = await world;
    await deliver();
    expect(await violations()).toEqual([]);
  });

  it(`sells a plan at the ${sold.plan} that an admin typed, and mails and lists that amount`, {
    tags: ["full"],
  }, async () => {
    const { database, services, stripe, now, signUp, subscribe, deliver, available } = await world;
    const created = await createPlan(services, { userId: await newUser(database) }, typedPlan(sold), now());
    expect(created).toMatchObject({ ok: true, pushed: true });
    const person = await signUp();
    await subscribe(person, "refill_typed_month");
    await deliver();

    expect(await available(person)).toBe(700n);
    const [charge] = (await stripe.charges.list({ limit: 1 })).data;
    expect(charge).toMatchObject({ amount: 2_000, currency: sold.currency });
    const shown = await pagesOf(person);
    expect(shown.payments).toContain(sold.plan);
    expect(shown.events).toContain(sold.plan);
    expect(shown.all).not.toMatch(/\$|\busd\b/i);
  });

  it("takes back the credits of a partial refund, and states it in the catalogue's currency", async () => {
    const { database, stripe, signUp, buyPack, deliver, available } = await world;
    const person = await signUp();
    await buyPack(person, "pack_500");
    await deliver();
    const payment = await database.prisma.payment.findFirstOrThrow({ where: { userId: person.userId } });
    await stripe.refunds.create({ payment_intent: payment.stripePaymentIntentId ?? "", amount: partOf(sold) });
    await deliver();

    // 40% of 500 went back, of 550 with the welcome credits.
    expect(await available(person)).toBe(350n);
    const shown = await pagesOf(person);
    expect(shown.payments).toContain(sold.pack);
    expect(shown.payments).toContain(`−${sold.part} refunded`);
    expect(shown.events).toContain(`−${sold.part}`);
    expect(shown.mails).toContain(sold.part);
    expect(shown.all).not.toMatch(/\$|\busd\b/i);
    expect(await exportedPayments(person)).toMatchObject([
      { currency: sold.currency, amountCents: 6_000, refundedDecimal: sold.partDecimal },
    ]);
  });

  it("states a failed renewal in the catalogue's currency", { tags: ["full"] }, async () => {
    const { database, stripe, signUp, subscribe, deliver, advance, cancelAll } = await world;
    const person = await signUp();
    await subscribe(person, "refill_starter_month");
    await deliver();
    const { stripeCustomerId } = await database.prisma.user.findUniqueOrThrow({ where: { id: person.userId } });
    const bad = await stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer: stripeCustomerId ?? "" });
    const live = await stripe.subscriptions.list({ customer: stripeCustomerId ?? "" });
    await stripe.subscriptions.update(live.data[0]?.id ?? "", { default_payment_method: bad.id });
    await advance({ months: 1, hours: 2 });
    await deliver();
    expect((await pagesOf(person)).mails).toContain(sold.plan);
    await cancelAll();
  });

  it("reports no drift for a matching price, and states a differing price in the catalogue's currency", async () => {
    const { database, stripe } = await world;
    expect((await findCatalogueDrift(database.prisma, stripe)).drift).toEqual([]);
    const price = await database.prisma.price.findFirstOrThrow({ where: { amountCents: 3_900, interval: "MONTH" } });
    await database.prisma.price.update({ where: { id: price.id }, data: { amountCents: 2_000 } });
    const { drift } = await findCatalogueDrift(database.prisma, stripe);
    expect(drift.map(({ what }) => what).join()).toContain(sold.plan);
    await database.prisma.price.update({ where: { id: price.id }, data: { amountCents: 3_900 } });
  });

  /** Where a user sees amounts: the tables of /billing and every email. */
  async function pagesOf({ userId }: Person) {
    const { prisma: db } = (await world).database;
    const { data } = await listPayments(db, userId, { limit: 10 });
    const notes = await moneyBackNotes(
      db,
      data.map(({ id }) => id),
    );
    const payments = renderToStaticMarkup(<PaymentTable payments={data} notes={notes} />);
    const history = await listBillingEvents(db, userId, { limit: 20 });
    const events = renderToStaticMarkup(<EventList events={history.data} />);
    const sent = await db.mail.findMany({ where: { userId } });
    const mails = sent.map(({ subject, text }) => `${subject}\n${text}`).join("\n");
    return { payments, events, mails, all: [payments, events, mails].join("\n") };
  }

  async function exportedPayments({ userId }: Person): Promise<Record<string, unknown>[]> {
    const { database, now } = await world;
    const files = await unzip(exportAccount(database.prisma, { userId }, now()));
    return JSON.parse(files.get("payments.json") ?? "null");
  }
});

/** The default catalogue with every amount in another currency. */
function soldIn(currency: string): Catalogue {
  return {
    ...catalogue,
    plans: catalogue.plans.map((plan) => ({ ...plan, currency })),
    packs: catalogue.packs.map((pack) => ({ ...pack, currency })),
  };
}

function typedPlan({ currency, typed }: Sold): Record<string, unknown> {
  const form = new FormData();
  const fields = { key: "typed", name: "Typed", creditsPerMonth: "700", refillPolicy: "RESET", currency };
  for (const [name, value] of Object.entries({ ...fields, "prices.month": typed })) form.set(name, value);
  const { input, errors } = readPlanForm(form, []);
  expect(errors).toEqual({});
  return input;
}

/** Two fifths of the pack. Its price is 6,000 minor units in either currency. */
const partOf = ({ currency }: Sold) => (currency === "jpy" ? 2_400 : 24 * 100);
