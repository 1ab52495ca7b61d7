// @module-tag full
import fc from "fast-check";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { budget } from "@/dev/testing/budget";
import { openTestDatabase, testDatabase } from "@/dev/testing/database";
import { testStripe } from "@/dev/testing/stripe";
import { type Imported, importAccount } from "@/lib/account/import/import-account";
import type { CustomerPages } from "@/lib/account/import/survey";
import {
  catalogue,
  type ForeignPrices,
  foreignAccount,
  settingsOf,
} from "@/lib/account/import/testing/foreign-account";
import { createUser } from "@/lib/auth/create-user";
import { judgeAccount } from "@/lib/billing/account/judge-account";
import { noteAccount } from "@/lib/billing/account/note-account";
import type { BillingServices } from "@/lib/billing/context";
import { converge } from "@/lib/billing/converge";
import { refillDue } from "@/lib/billing/refills/refill-due";
import { syncSubscription } from "@/lib/billing/sync/sync-subscription";
import { applyCatalogue } from "@/lib/catalog/apply-catalogue";
import type { Database } from "@/lib/db";
import { history } from "@/lib/ledger/queries";
import { verify } from "@/lib/ledger/verify";
import { createStripeClient } from "@/lib/stripe/client";
import { type ListedCustomer, listCustomers } from "@/lib/stripe/list-account";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

const database = await testDatabase();
const local = await testStripe();
// Without retries: an interruption is an interruption.
const stripe = createStripeClient("sk_test_local", local.url, { timeoutMs: 8_000, maxNetworkRetries: 0 });
const foreign = foreignAccount(local);
const now = () => new Date(local.now() * 1000);
const ids: Record<string, string> = {};
let prices: ForeignPrices;

beforeAll(async () => {
  prices = await foreign.prices();
  const { customer, subscribe, pass } = foreign;
  const add = async (name: string, email: string | undefined, items: string[] = []) => {
    ids[name] = await customer(email);
    if (items.length > 0) ids[`${name} plan`] = await subscribe(ids[name] ?? "", items);
    return ids[name] ?? "";
  };
  await add("active", "Active@Example.com", [prices.basic]);
  await add("yearly", "yearly@example.com", [prices.yearly]);
  await add("rolling", "rolling@example.com", [prices.rolling]);
  await add("items", "items@example.com", [prices.addOn, prices.basic]);
  await add("refunded", "refunded@example.com", [prices.basic]);
  await add("half refunded", "half@example.com", [prices.basic]);
  await add("proven", "proven@example.com", [prices.basic]);
  const late = await add("past due", "late@example.com", [prices.basic]);
  const canceled = await add("canceled", "canceled@example.com", [prices.basic]);
  await stripe.subscriptions.cancel(ids["canceled plan"] ?? "");
  expect(canceled).toBe(ids.canceled);
  ids.paused = await customer("paused@example.com", null);
  ids["paused plan"] = await subscribe(ids.paused, [prices.basic], {
    trial_period_days: 7,
    trial_settings: { end_behavior: { missing_payment_method: "pause" } },
  });
  await pass(50);
  const card = await stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer: late });
  await stripe.customers.update(late, { invoice_settings: { default_payment_method: card.id } });
  await pass(20);
  for (const plan of ["refunded plan", "proven plan"]) {
    const first = (await stripe.invoices.list({ subscription: ids[plan], limit: 10 })).data.at(-1);
    const payments = await stripe.invoicePayments.list({ invoice: first?.id ?? "" });
    await stripe.refunds.create({ payment_intent: String(payments.data[0]?.payment.payment_intent), amount: 1_000 });
  }
  const running = (await stripe.invoices.list({ subscription: ids["half refunded plan"], limit: 1 })).data[0];
  const [payment] = (await stripe.invoicePayments.list({ invoice: running?.id ?? "" })).data;
  await stripe.refunds.create({ payment_intent: String(payment?.payment.payment_intent), amount: 1_450 });
  ids.trialing = await customer("trialing@example.com");
  ids["trialing plan"] = await subscribe(ids.trialing, [prices.basic], { trial_period_days: 30 });
  await add("unknown", "unknown@example.com", [prices.unknown]);
  await add("two plans", "two@example.com", [prices.basic]);
  ids["second plan"] = await subscribe(ids["two plans"] ?? "", [prices.rolling]);
  await add("twin with a plan", "twin@example.com", [prices.basic]);
  await add("twin", "TWIN@example.com");
  await add("no plan", "none@example.com");
  await add("no email", undefined, [prices.basic]);
  await add("squatted", "squatted@example.com", [prices.basic]);
});

/** An app that sells the account's prices and has two users, of whom one has proven the address. */
async function app(of: Database): Promise<BillingServices> {
  const services = { database: of, stripe };
  await applyCatalogue(services, catalogue, now(), settingsOf(prices));
  await noteAccount(of.prisma, (await judgeAccount(services)).current, now());
  const user = { name: null, passwordHash: "hash" };
  await createUser(of, { ...user, email: "proven@example.com", emailVerified: now() }, now());
  await createUser(of, { ...user, email: "squatted@example.com" }, now());
  return services;
}

async function run(
  services: BillingServices,
  { isDry = false, customers }: { isDry?: boolean; customers?: CustomerPages } = {},
) {
  const lines: string[] = [];
  const done = await importAccount(services, { isDry, customers, tell: (line) => lines.push(line) }, now());
  if (!done.ok) throw new Error(done.reason);
  return { ...done, lines: lines.sort() };
}

/** Everything that matters of every user, without ids and times that differ between databases. */
async function stateOf({ prisma, sql }: Database) {
  const users = await prisma.user.findMany({
    orderBy: { email: "asc" },
    include: {
      creditAccount: true,
      mails: true,
      payments: true,
      savedCard: true,
      subscriptions: { include: { price: true } },
    },
  });
  const found: Record<string, unknown> = {};
  for (const user of users) {
    const page = user.creditAccount && (await history(sql, user.creditAccount.id, { limit: 100 }));
    const entries = page?.ok ? page.data : [];
    found[user.email] = {
      customer: user.stripeCustomerId,
      card: user.savedCard?.brand ?? null,
      plans: user.subscriptions
        .map(({ status, stripeSubscriptionId, price }) => [stripeSubscriptionId, status, price?.stripePriceId ?? null])
        .sort(),
      ledger: entries.map(({ type, amount, description }) => `${type} ${amount} ${description}`).reverse(),
      payments: user.payments.map((one) => `${one.status} ${one.amountCents} ${one.refundedCents}`).sort(),
      mails: user.mails.map(({ template, status }) => `${template} ${status}`).sort(),
    };
  }
  return found;
}

const eventsAtStripe = async () => (await stripe.events.list({ limit: 1 })).data[0]?.id;
const counts = ({ customers, subscriptions }: Imported) => ({ customers, subscriptions });

describe("an import", () => {
  let services: BillingServices;
  let newest: string | undefined;

  beforeAll(async () => {
    services = await app(database);
    newest = await eventsAtStripe();
  });

  it("first says what it would do, and changes nothing", async () => {
    const before = await stateOf(database);
    const dry = await run(services, { isDry: true });
    expect(await stateOf(database)).toEqual(before);
    expect(counts(dry)).toEqual({
      customers: { read: 18, newUsers: 13, linked: 1, known: 0, refused: 4 },
      subscriptions: { live: 16, recorded: 11, known: 0, refused: 5 },
    });
  });

  it("imports customers by their address and their live plans, with one line for each that a person has to look at", async () => {
    const done = await run(services);
    expect(counts(done)).toEqual({
      customers: { read: 18, newUsers: 13, linked: 1, known: 0, refused: 4 },
      subscriptions: { live: 16, recorded: 11, known: 0, refused: 5 },
    });
    const line = (name: string) => done.lines.filter((one) => one.startsWith(ids[name] ?? "-"));
    expect(done.lines).toHaveLength(5);
    expect(line("no email")).toEqual([`${ids["no email"]}: it has no email address. Add one in Stripe.`]);
    expect(line("two plans")[0]).toMatch(/two@example\.com\): it has several plans .* Cancel all but one in Stripe\.$/);
    expect(line("twin")[0]).toContain(`${ids["twin with a plan"]} has the same address`);
    expect(line("squatted")[0]).toContain("has not verified its address");
    expect(line("unknown plan")[0]).toContain(`no plan sells its price (${prices.unknown})`);
    const state = await stateOf(database);
    expect(Object.keys(state)).not.toContain("two@example.com");
    expect(state).toMatchObject({
      "active@example.com": {
        customer: ids.active,
        card: "visa",
        plans: [[ids["active plan"], "ACTIVE", prices.basic]],
      },
      "twin@example.com": { customer: ids["twin with a plan"] },
      "proven@example.com": { customer: ids.proven },
      "squatted@example.com": { customer: null, plans: [] },
      "unknown@example.com": { customer: ids.unknown, plans: [] },
      "canceled@example.com": { customer: ids.canceled, plans: [] },
      "none@example.com": { customer: ids["no plan"], plans: [] },
    });
    expect(await verify(database.sql, "all", now())).toEqual([]);
  });

  it("grants the current period once and never an earlier one, whatever the refill policy and the state", async () => {
    const state = (await stateOf(database)) as Record<string, { ledger: string[] }>;
    const ledger = (email: string) => state[`${email}@example.com`]?.ledger;
    expect(ledger("active")).toEqual(["GRANT 100 Basic refill"]);
    expect(ledger("yearly")).toEqual(["GRANT 100 Basic refill"]);
    expect(ledger("rolling")).toEqual(["GRANT 100 Rolling refill"]);
    expect(ledger("items")).toEqual(["GRANT 100 Basic refill"]);
    expect(ledger("refunded")).toEqual(["GRANT 100 Basic refill"]);
    // Half of what the running period cost was given back before the import.
    expect(ledger("half")).toEqual(["GRANT 100 Basic refill", expect.stringMatching(/^CLAWBACK -50 /)]);
    expect(ledger("trialing")).toEqual(["GRANT 20 Basic trial"]);
    expect(ledger("late")).toEqual([]);
    expect(ledger("paused")).toEqual([]);
  });

  it("emails nobody, and changes nothing in Stripe", async () => {
    const user = await database.prisma.user.findUniqueOrThrow({ where: { email: "proven@example.com" } });
    const plan = ids["proven plan"] ?? "";
    await converge(services, user.id, (reader, found) => syncSubscription(reader, found, plan, now()));
    // They prove their address, and then an event is about their plan that ended before the import.
    const former = await database.prisma.user.update({
      where: { email: "canceled@example.com" },
      data: { emailVerified: now() },
    });
    const ended = ids["canceled plan"] ?? "";
    const outcome = await converge(services, former.id, (reader, found) =>
      syncSubscription(reader, found, ended, now()),
    );
    expect(outcome).toMatchObject({ status: "processed" });
    const state = (await stateOf(database)) as Record<string, { mails: string[] }>;
    const mails = Object.entries(state).flatMap(([email, one]) => one.mails.map((mail) => `${email}: ${mail}`));
    expect(mails).toEqual([
      "proven@example.com: refunded WITHHELD",
      "proven@example.com: welcome QUEUED",
      "squatted@example.com: verify_email QUEUED",
    ]);
    expect(await eventsAtStripe()).toBe(newest);
  });

  it("has no effect the second time", async () => {
    const before = await stateOf(database);
    const again = await run(services);
    expect(counts(again)).toEqual({
      customers: { read: 18, newUsers: 0, linked: 0, known: 14, refused: 4 },
      subscriptions: { live: 16, recorded: 0, known: 11, refused: 5 },
    });
    expect(again.credits).toBe(0n);
    expect(await stateOf(database)).toEqual(before);
  });

  it("leaves a second plan from before alone, even when its price is linked later or it is reported by an event", async () => {
    const user = await database.prisma.user.findUniqueOrThrow({ where: { email: "active@example.com" } });
    const second = await foreign.subscribe(ids.active ?? "", [prices.rolling]);
    await database.prisma.user.update({
      where: { id: user.id },
      data: { importedAt: new Date(now().getTime() + 1_000) },
    });
    const outcome = await converge(services, user.id, (reader, found) =>
      syncSubscription(reader, found, second, now()),
    );
    expect(outcome).toMatchObject({ status: "refused", sentence: expect.stringContaining("second plan") });
    const first = ids["active plan"] ?? "";
    const ofFirst = await converge(services, user.id, (reader, found) => syncSubscription(reader, found, first, now()));
    expect(ofFirst).toMatchObject({ status: "processed" });
    for (const id of [first, second])
      expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: "active" });
    await stripe.subscriptions.cancel(second);
  });

  it("refills from then on like any other subscription", async () => {
    await foreign.pass(31);
    const user = await database.prisma.user.findUniqueOrThrow({ where: { email: "rolling@example.com" } });
    const id = ids["rolling plan"] ?? "";
    await refillDue(database, now());
    await converge(services, user.id, (reader, found) => syncSubscription(reader, found, id, now()));
    const state = (await stateOf(database)) as Record<string, { ledger: string[] }>;
    expect(state["rolling@example.com"]?.ledger).toEqual(["GRANT 100 Rolling refill", "GRANT 100 Rolling refill"]);
    expect(state["yearly@example.com"]?.ledger.filter((one) => one.startsWith("GRANT"))).toHaveLength(2);
    expect(await verify(database.sql, "all", now())).toEqual([]);
  });
});

describe("in any order, repeated, and interrupted at any point", () => {
  it("an import leads to the same users, plans and ledgers", { tags: ["full"] }, async () => {
    const imported = async (order: number[], interruptions: number[]) => {
      const fresh = await openTestDatabase();
      try {
        const services = await app(fresh);
        for (const skip of interruptions) {
          await local.fail({ kind: "before", status: 500, next: 1_000_000, skip });
          await run(services, { customers: inOrder(order) }).catch(() => undefined);
          await local.fail();
        }
        await run(services, { customers: inOrder(order) });
        return await stateOf(fresh);
      } finally {
        await local.fail();
        await fresh.drop();
      }
    };
    const expected = await imported([], []);
    const lives = fc.tuple(
      fc.shuffledSubarray([...Array(18).keys()], { minLength: 18 }),
      fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 3 }),
    );
    const same = fc.asyncProperty(lives, async ([order, interruptions]) => {
      expect(await imported(order, interruptions)).toEqual(expected);
    });
    await fc.assert(same, { numRuns: budget({ daily: 2, full: 6 }), endOnFailure: true });
  });
});

/** The account's customers in another order, two to a page. */
function inOrder(order: number[]): CustomerPages | undefined {
  if (order.length === 0) return undefined;
  return async function* pages(client) {
    const all: ListedCustomer[] = [];
    for await (const page of listCustomers(client)) all.push(...page);
    const arranged = order.flatMap((index) => all[index] ?? []);
    for (let at = 0; at < arranged.length; at += 2) yield arranged.slice(at, at + 2);
  };
}
