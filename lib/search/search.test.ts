import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import { searchEverything } from "@/lib/search/search-everything";

const world = await billingWorld();
const { database } = world;
const { prisma } = database;
const NAME = "Grace 100%_Hopper";

let grace: Person & { email: string };
let payment: { id: string; pi: string };

beforeAll(async () => {
  const person = await world.signUp();
  const email = `grace-${person.userId.slice(-8)}@example.com`;
  await prisma.user.update({ where: { id: person.userId }, data: { email, name: NAME, externalId: "crm/7" } });
  grace = { ...person, email };
  await world.subscribe(person, "refill_starter_month");
  await world.buyPack(person, "pack_500");
  await world.deliver();
  const bought = await prisma.payment.findFirstOrThrow({ where: { userId: person.userId, kind: "PACK" } });
  payment = { id: bought.id, pi: bought.stripePaymentIntentId ?? "" };
  const of = { paymentId: bought.id, amountCents: 100, currency: "usd", createdAt: world.now() };
  await prisma.refund.create({ data: { ...of, stripeRefundId: "re_1Search", status: "SUCCEEDED" } });
  await prisma.dispute.create({
    data: { ...of, stripeDisputeId: "du_1Search", status: "OPEN", reason: "fraudulent", needsResponse: true },
  });
  await prisma.formerCustomer.create({
    data: { stripeCustomerId: "cus_Former", userId: person.userId, deletedAt: world.now() },
  });
  await prisma.promoCode.create({ data: { code: "SUMMER50", credits: 50n } });
});

const find = async (text: string) =>
  (await searchEverything(database, text)).map(({ kind, pageId }) => `${kind} ${pageId}`);

describe("by an id of Stripe", () => {
  test("the record of each kind of object is found", async () => {
    const user = await prisma.user.findUniqueOrThrow({ where: { id: grace.userId } });
    const { stripeSubscriptionId, priceId } = await prisma.subscription.findFirstOrThrow({
      where: { userId: grace.userId, stripeSubscriptionId: { not: null } },
    });
    const invoiced = await prisma.payment.findFirstOrThrow({
      where: { userId: grace.userId, kind: "SUBSCRIPTION" },
    });
    const price = await prisma.price.findUniqueOrThrow({
      where: { id: priceId ?? "" },
      include: { planVersion: { include: { plan: true } } },
    });
    const pack = await prisma.creditPack.findUniqueOrThrow({ where: { key: "pack_500" } });
    const { plan } = price.planVersion;
    for (const [id, expected] of [
      [user.stripeCustomerId, `user ${grace.userId}`],
      ["cus_Former", `user ${grace.userId}`],
      [stripeSubscriptionId, `subscription ${grace.userId}`],
      [invoiced.stripeInvoiceId, `payment ${invoiced.id}`],
      [payment.pi, `payment ${payment.id}`],
      ["re_1Search", `payment ${payment.id}`],
      ["du_1Search", `payment ${payment.id}`],
      [price.stripePriceId, `plan ${plan.id}`],
      [plan.stripeProductId, `plan ${plan.id}`],
      [pack.stripePriceId, `pack ${pack.id}`],
    ] as const) {
      expect(await find(id ?? ""), id ?? "").toContain(expected);
    }
  });

  test("an event is found by its own id and by that of its object", async () => {
    const event = await prisma.webhookEvent.findFirstOrThrow({ where: { objectId: payment.pi } });
    expect(await find(event.id)).toEqual([`webhook_event ${event.id}`]);
    expect(await find(payment.pi)).toContain(`webhook_event ${event.id}`);
  });
});

test("the user, the payment and the plan with an id of Refill are found, and the user with the former id of an account", async () => {
  const plan = await prisma.plan.findFirstOrThrow();
  expect(await find(grace.userId)).toEqual([`user ${grace.userId}`]);
  const formerId = randomUUID();
  await prisma.formerAccountId.create({ data: { id: formerId, userId: grace.userId } });
  expect(await find(formerId)).toEqual([`user ${grace.userId}`]);
  expect(await find(payment.id.toUpperCase())).toEqual([`payment ${payment.id}`]);
  expect(await find(plan.id)).toEqual([`plan ${plan.id}`]);
});

describe("by text", () => {
  test("one user is found by part of the address or name and by external id, with their subscription and payments", async () => {
    for (const text of [grace.email.slice(0, 12), "100%_hop", "crm/7"]) {
      const found = await find(text);
      expect(found[0], text).toBe(`user ${grace.userId}`);
      expect(found, text).toContain(`subscription ${grace.userId}`);
      expect(found, text).toContain(`payment ${payment.id}`);
    }
    expect(await find("1000_hop")).toEqual([]);
  });

  test("an API key is found by its prefix, also when the whole key was entered, and also when it is revoked", async () => {
    const key = await createApiKey(prisma, { owner: { userId: grace.userId, role: "USER" }, name: "CI" }, world.now());
    if (!key.ok) throw new Error(key.reason);
    const prefix = key.key.split("_")[1] ?? "";
    await prisma.apiKey.updateMany({ where: { prefix }, data: { revokedAt: world.now() } });
    for (const text of [prefix, `rk_${prefix}`, key.key]) expect(await find(text)).toContain(`api_key ${grace.userId}`);
  });

  test("an invoice is found by its number, and promo codes, plans and packs by part of their names", async () => {
    await prisma.payment.update({ where: { id: payment.id }, data: { invoiceNumber: "RFL-0042" } });
    expect(await find("rfl-0042")).toEqual([`payment ${payment.id}`]);
    const code = await prisma.promoCode.findUniqueOrThrow({ where: { code: "SUMMER50" } });
    expect(await find("summer")).toEqual([`promo_code ${code.id}`]);
    expect(await find("starter")).toContainEqual(expect.stringMatching(/^plan /));
    expect(await find("pack_500")).toContainEqual(expect.stringMatching(/^pack /));
  });

  test("nothing is looked for with less than two characters, a NUL, or a text that is too long", async () => {
    const queries = vi.spyOn(pg.Client.prototype, "query");
    for (const text of ["", " g ", "grace\u0000", "g".repeat(256)]) expect(await find(text)).toEqual([]);
    expect(queries).not.toHaveBeenCalled();
  });
});

afterEach(() => {
  vi.restoreAllMocks();
});

type Statement = { text: string; values?: unknown[] };

/** The statements of a search, without those that set up a connection. */
async function statementsOf(text: string): Promise<Statement[]> {
  const queries = vi.spyOn(pg.Client.prototype, "query");
  await searchEverything(database, text);
  const sent = queries.mock.calls.map(([query, values]: unknown[]) =>
    typeof query === "string" ? { text: query, values: values as unknown[] } : (query as Statement),
  );
  vi.restoreAllMocks();
  return sent.filter((one) => /^\s*\(?\s*(SELECT|WITH)/i.test(one.text));
}

test("a search takes at most six statements, and one by id reads large tables by their indexes alone", async () => {
  expect((await statementsOf(grace.email)).length).toBeLessThanOrEqual(6);
  const client = await database.connect();
  try {
    // The planner prefers to read a small table whole.
    await client.query("SET enable_seqscan = off");
    for (const id of [grace.userId, payment.pi, "cus_Former", "in_1", "sub_1", "re_1Search", "evt_1", "price_1"]) {
      const statements = await statementsOf(id);
      expect(statements.length).toBeLessThanOrEqual(6);
      for (const { text, values } of statements) {
        const { rows } = await client.query(`EXPLAIN (FORMAT JSON) ${text}`, values);
        const wholly = JSON.stringify(rows).match(/"Seq Scan"[^}]*?"Relation Name":"(\w+)"/g) ?? [];
        expect(
          wholly.filter((one) => LARGE.test(one)),
          `${id}: ${text}`,
        ).toEqual([]);
      }
    }
  } finally {
    await client.end();
  }
});

const LARGE =
  /"(user|payment|payment_part|subscription|webhook_event|refund|dispute|credit_note|api_key|credit_account|former_customer)"$/;
