import { beforeEach, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { readAttention } from "@/lib/attention/read-attention";
import { listAllPayments } from "@/lib/billing/purchases/list-all-payments";
import { recordVerification } from "@/lib/health/record-verification";
import { NOON, newUser } from "@/lib/ledger/testing/accounts";

const database = await testDatabase();
const { prisma, sql } = database;
const hours = (count: number) => new Date(NOON.getTime() + count * 3_600_000);
const counts = async () => Object.fromEntries((await readAttention(sql)).map(({ kind, count }) => [kind, count]));

let nth = 0;
async function payment(of: Partial<Parameters<typeof prisma.payment.create>[0]["data"]>): Promise<string> {
  nth += 1;
  const userId = of.userId ?? (await newUser(database));
  const { id } = await prisma.payment.create({
    data: {
      ...{ kind: "SUBSCRIPTION", status: "SUCCEEDED", description: "Pro", amountCents: 900, currency: "usd" },
      ...{ createdAt: hours(nth), stripeInvoiceId: `in_${nth}`, ...of, userId },
    } as Parameters<typeof prisma.payment.create>[0]["data"],
  });
  return id;
}

async function subscription(status: "ACTIVE" | "PAST_DUE" | "UNPAID" | "CANCELED") {
  const userId = await newUser(database);
  const versions = { create: { version: 1, name: "Pro", creditsPerMonth: 400n } };
  const plan = await prisma.plan.create({ data: { key: `pro_${userId}`, versions }, include: { versions: true } });
  const { id } = await prisma.subscription.create({
    data: { userId, status, planVersionId: plan.versions[0]?.id ?? "", anchorAt: NOON, currentPeriodStart: NOON },
  });
  return { userId, subscriptionId: id };
}

beforeEach(async () => {
  await prisma.dispute.deleteMany();
  await prisma.payment.deleteMany();
  await prisma.verifyRun.deleteMany();
  await prisma.reconcileRun.deleteMany();
  await prisma.webhookEvent.deleteMany();
  await prisma.webhookEndpoint.deleteMany();
  await prisma.webhookMessage.deleteMany();
  await sql`DELETE FROM graphile_worker._private_jobs`;
});

test("nothing needs a person in a sound database", async () => {
  await payment({});
  expect(await readAttention(sql)).toEqual([]);
});

test("disputes count until they are answered, with the earliest deadline, and their list has the same payments", async () => {
  const waiting = [await payment({ status: "DISPUTED" }), await payment({ status: "DISPUTED" })];
  const answered = await payment({ status: "DISPUTED" });
  const dispute = { status: "OPEN", amountCents: 900, currency: "usd", reason: "fraudulent", createdAt: NOON } as const;
  for (const [index, paymentId] of [...waiting, answered].entries()) {
    const due = { evidenceDueAt: hours(100 - index), needsResponse: paymentId !== answered };
    await prisma.dispute.create({ data: { ...dispute, ...due, paymentId, stripeDisputeId: `du_${index}` } });
  }
  expect(await readAttention(sql)).toEqual([{ kind: "disputes", count: 2, until: hours(99) }]);
  const { data } = await listAllPayments(prisma, { needs: "answer" }, { limit: 10 });
  expect(data.map(({ id }) => id).sort()).toEqual([...waiting].sort());
});

test("past-due payments count when Stripe does not try again, and their list has the same payments", async () => {
  const expected: string[] = [];
  for (const status of ["ACTIVE", "PAST_DUE", "UNPAID", "CANCELED"] as const) {
    const owner = await subscription(status);
    await payment({ ...owner });
    await payment({ ...owner, status: "FAILED", nextAttemptAt: hours(500) });
    await payment({ ...owner, status: "PENDING" });
    const given = [
      await payment({ ...owner, status: "FAILED" }),
      await payment({ ...owner, status: "PENDING", dueAt: NOON }),
    ];
    if (status === "PAST_DUE" || status === "UNPAID") expected.push(...given);
  }
  await payment({ status: "FAILED" });
  expect(await counts()).toEqual({ uncollected: 4 });
  const { data } = await listAllPayments(prisma, { needs: "collection" }, { limit: 10 });
  expect(data.map(({ id }) => id).sort()).toEqual(expected.sort());
});

test("failed webhook events and jobs count, not those that wait or are tried again", async () => {
  for (const status of ["PENDING", "PROCESSED", "IGNORED", "FAILED", "FAILED"] as const) {
    nth += 1;
    await prisma.webhookEvent.create({
      data: { id: `evt_${nth}`, type: "invoice.paid", payload: {}, status, occurredAt: NOON },
    });
  }
  for (const attempts of [0, 1, 3]) {
    await sql`SELECT id FROM graphile_worker.add_job('a_task', max_attempts := 3)`;
    await sql`UPDATE graphile_worker._private_jobs SET attempts = ${attempts}::int WHERE attempts = 0`;
  }
  expect(await counts()).toEqual({ failed_webhooks: 2, failed_jobs: 1 });
});

test("violations and drift count from the last runs, and a run under way changes nothing", async () => {
  const run = { durationMs: 5, accounts: 1n, entries: 1n };
  const violation = { accountId: "a", invariant: "balance_is_entries" as const, sentence: "It is off by 5." };
  await recordVerification(prisma, { ...run, scope: "ALL", startedAt: hours(1), violations: [violation, violation] });
  await recordVerification(prisma, { ...run, scope: "NEW", startedAt: hours(2), violations: [violation] });
  await recordVerification(prisma, { ...run, scope: "NEW", startedAt: hours(3), violations: [] });
  const drift = (object: string, healed: boolean) => ({ object, id: "x", user: null, what: "It differs.", healed });
  await prisma.reconcileRun.create({
    data: { since: NOON, startedAt: hours(1), checked: { a: 1 }, drift: [drift("refund", false)] },
  });
  await prisma.reconcileRun.create({
    data: {
      ...{ since: NOON, startedAt: hours(2), checked: { a: 1 } },
      drift: [
        drift("subscription", false),
        drift("subscription", true),
        drift("price", false),
        drift("product", false),
      ],
    },
  });
  await prisma.reconcileRun.create({ data: { since: NOON, startedAt: hours(3) } });
  expect(await counts()).toEqual({ broken_invariants: 2, drift: 1, catalogue_drift: 2 });
});

test("plans and packs count that are on sale and not in Stripe yet", async () => {
  const price = { interval: "MONTH", amountCents: 900, currency: "usd", lookupKey: "refill_x" } as const;
  const plan = (key: string, stripePriceId: string | null, archivedAt: Date | null) =>
    prisma.plan.create({
      data: {
        ...{ key, archivedAt },
        versions: {
          create: { version: 1, name: key, creditsPerMonth: 1n, prices: { create: { ...price, stripePriceId } } },
        },
      },
    });
  await plan("waiting", null, null);
  await plan("pushed", "price_1", null);
  await plan("archived", null, NOON);
  const pack = { credits: 1n, amountCents: 900, currency: "usd" };
  await prisma.creditPack.create({ data: { ...pack, key: "pack", name: "Pack", lookupKey: "refill_pack" } });
  expect(await counts()).toEqual({ not_pushed: 2 });
});

test("a webhook endpoint counts when it was disabled by itself or events were given up for it, and not when an admin disabled it", async () => {
  const endpoint = (disabledReason: "ADMIN" | "GONE" | "FAILING" | null) =>
    prisma.webhookEndpoint.create({
      data: {
        ...{ url: "https://example.com", sealedSecret: Buffer.from("sealed"), enabledAt: NOON, createdAt: NOON },
        ...{ disabledReason, disabledAt: disabledReason && NOON },
      },
    });
  await endpoint("ADMIN");
  const { id: endpointId } = await endpoint(null);
  expect((await counts()).webhook_endpoints).toBeUndefined();
  await endpoint("GONE");
  await endpoint("FAILING");
  const message = await prisma.webhookMessage.create({
    data: { type: "test", sourceKey: "1", data: {}, occurredAt: NOON },
  });
  const dead = { status: "DEAD", createdAt: NOON, settledAt: NOON } as const;
  await prisma.webhookDelivery.create({
    data: { endpointId, messageId: message.id, lane: message.id, seq: message.seq, ...dead },
  });
  expect((await counts()).webhook_endpoints).toBe(3);
});
