import { beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { testStripe } from "@/dev/testing/stripe";
import { alertAdmins } from "@/lib/health/alert-admins";
import { type Finding, findings } from "@/lib/health/findings";
import { recordVerification } from "@/lib/health/record-verification";
import { NOON, newUser } from "@/lib/ledger/testing/accounts";
import type { AlertKind } from "@/lib/notify/types";
import { replayEvents } from "@/lib/stripe/inbox/replay-events";

const database = await testDatabase();
const { prisma, sql } = database;
const { stripe, now: stripeNow } = await testStripe();
const hours = (count: number) => new Date(NOON.getTime() + count * 3_600_000);

async function admin(): Promise<string> {
  const id = await newUser(database);
  await prisma.user.update({ where: { id }, data: { role: "ADMIN", emailVerified: NOON } });
  return id;
}

beforeEach(async () => {
  await prisma.mail.deleteMany();
  await prisma.healthAlert.deleteMany();
  await prisma.verifyRun.deleteMany();
  await prisma.reconcileRun.deleteMany();
  await prisma.webhookEvent.deleteMany();
  await prisma.metricRun.deleteMany();
  await sql`DELETE FROM graphile_worker._private_jobs`;
  await prisma.user.updateMany({ data: { role: "USER" } });
});

const subjects = async (userId: string) =>
  (await prisma.mail.findMany({ where: { userId }, orderBy: { createdAt: "asc" } })).map(({ subject }) => subject);
const broken: Finding = { kind: "queue_lags", state: "broken", sentence: "3 jobs are due." };
const fine: Finding = { kind: "queue_lags", state: "ok" };

describe("an alert", () => {
  test("is mailed to every admin once, then daily, and once more when all is clear", async () => {
    const [one, other, person] = [await admin(), await admin(), await newUser(database)];
    for (const hour of [0, 1, 23, 24, 25, 48.5]) await alertAdmins(database, [broken], hours(hour));
    await alertAdmins(database, [fine], hours(49));
    await alertAdmins(database, [fine], hours(50));
    const late = "Background work is late";
    expect(await subjects(one)).toEqual([late, late, late, "All clear: Background work is on time again"]);
    expect(await subjects(other)).toHaveLength(4);
    expect(await subjects(person)).toEqual([]);
  });

  test("begins anew after an all clear", async () => {
    const one = await admin();
    for (const [hour, finding] of [broken, fine, broken].entries()) await alertAdmins(database, [finding], hours(hour));
    expect(await subjects(one)).toHaveLength(3);
    expect(await prisma.healthAlert.count()).toBe(2);
  });

  test("is raised once by two workers at the same time", async () => {
    const one = await admin();
    const both = await Promise.all([
      alertAdmins(database, [broken], hours(0)),
      alertAdmins(database, [broken], hours(0)),
    ]);
    expect(both.flatMap(({ raised }) => raised)).toEqual(["queue_lags"]);
    expect(await subjects(one)).toHaveLength(1);
  });

  test("is neither raised nor cleared by what could not be told", async () => {
    const one = await admin();
    await alertAdmins(database, [{ kind: "queue_lags", state: "unknown" }], hours(0));
    expect(await subjects(one)).toEqual([]);
    await alertAdmins(database, [broken], hours(1));
    await alertAdmins(database, [{ kind: "queue_lags", state: "unknown" }], hours(2));
    expect(await subjects(one)).toHaveLength(1);
  });
});

describe("what is found", () => {
  const found = async (kind: AlertKind) =>
    (await findings({ database, stripe }, new Date(stripeNow() * 1000))).find((finding) => finding.kind === kind);
  const violation = { accountId: "a", invariant: "balance_is_entries" as const, sentence: "The balance is off by 5." };
  const verified = (scope: "NEW" | "ALL", hour: number, violations = [violation]) =>
    recordVerification(prisma, {
      ...{ scope, startedAt: hours(hour), durationMs: 5, accounts: 1n, entries: 1n, violations },
    });

  test("a broken invariant, until a verification of the same scope is clean", async () => {
    expect(await found("ledger_inconsistent")).toMatchObject({ state: "unknown" });
    await verified("ALL", 0);
    await verified("NEW", 1, []);
    expect(await found("ledger_inconsistent")).toMatchObject({
      state: "broken",
      sentence: expect.stringContaining("The balance is off by 5."),
    });
    await verified("ALL", 2, []);
    expect(await found("ledger_inconsistent")).toMatchObject({ state: "ok" });
  });

  test("drift that was not healed in the last comparison, also while the next one is under way", async () => {
    const drift = [
      { object: "price", id: "price_1", user: null, what: "The price is archived.", healed: false },
      { object: "payment", id: "pi_1", user: null, what: "Was missing.", healed: true },
    ];
    const run = { since: NOON, checked: { payment: 2 } };
    await prisma.reconcileRun.create({ data: { ...run, startedAt: hours(0), drift } });
    await prisma.reconcileRun.create({ data: { since: NOON, startedAt: hours(1) } });
    expect(await found("drift_not_healed")).toMatchObject({
      state: "broken",
      sentence: "One difference needs a person. The first, price price_1: The price is archived.",
    });
    await prisma.reconcileRun.create({ data: { ...run, startedAt: hours(2), drift: drift.slice(1) } });
    expect(await found("drift_not_healed")).toMatchObject({ state: "ok" });
  });

  test("a job that is due for more than ten minutes; one that failed for good or waits for its time is none", async () => {
    await sql`SELECT id FROM graphile_worker.add_job('a_task', run_at := now() - interval '9 minutes')`;
    await sql`SELECT id FROM graphile_worker.add_job('a_task', run_at := now() + interval '1 hour')`;
    await sql`
      SELECT id FROM graphile_worker.add_job('a_task', run_at := now() - interval '1 hour', job_key := 'dead')`;
    await sql`UPDATE graphile_worker._private_jobs SET attempts = max_attempts WHERE key = 'dead'`;
    expect(await found("queue_lags")).toMatchObject({ state: "ok" });
    await sql`SELECT id FROM graphile_worker.add_job('a_task', run_at := now() - interval '11 minutes')`;
    expect(await found("queue_lags")).toMatchObject({
      state: "broken",
      sentence: expect.stringMatching(/^2 jobs are due, the first of them for 11 minutes/),
    });
  });

  test("a webhook event that is not processed for half an hour, counted anew after a replay", async () => {
    const [at, type] = [new Date(Date.now() - 31 * 60_000), "invoice.paid"];
    // The app's clock is years ahead, which lags are not measured by.
    const moved = new Date("2029-11-21T12:00:00Z");
    const event = { id: "evt_1", type, payload: {}, occurredAt: moved, receivedAt: moved, queuedAt: at };
    await prisma.webhookEvent.create({ data: { ...event, status: "FAILED" } });
    expect(await found("webhooks_not_processed")).toMatchObject({ state: "broken" });
    await replayEvents(database, { userId: null }, { ids: ["evt_1"] }, moved);
    expect(await found("webhooks_not_processed")).toMatchObject({ state: "ok" });
  });

  test("metrics that were not added up for half an hour, also by a rebuild", async () => {
    const ran = async (kind: "ROLL_UP" | "REBUILD", minutesAgo: number) => {
      const finishedAt = new Date(Date.now() - minutesAgo * 60_000);
      const run = { startedAt: finishedAt, finishedAt, entries: 0n, days: 0 };
      await prisma.metricRun.upsert({ where: { kind }, create: { kind, ...run }, update: run });
    };
    expect(await found("metrics_lag")).toMatchObject({ state: "unknown" });
    await ran("ROLL_UP", 31);
    expect(await found("metrics_lag")).toMatchObject({
      state: "broken",
      sentence: expect.stringMatching(/^The figures of the overview were last added up 31 minutes ago/),
    });
    await ran("REBUILD", 1);
    expect(await found("metrics_lag")).toMatchObject({ state: "ok" });
  });

  test("that the newest event at Stripe did not arrive, until it does", async () => {
    const later = () => new Date((stripeNow() + 11 * 60) * 1000);
    const stopped = async () =>
      (await findings({ database, stripe }, later())).find(({ kind }) => kind === "webhooks_stopped");
    expect(await stopped()).toMatchObject({ state: "unknown" });
    const customer = await stripe.customers.create({ email: "ada@example.com" });
    await stripe.customers.update(customer.id, { name: "Ada" });
    expect(await stopped()).toMatchObject({ state: "broken", sentence: expect.stringContaining("One event") });
    const [event] = (await stripe.events.list({ types: ["customer.updated"] })).data;
    const data = { id: event?.id ?? "", type: "customer.updated", payload: {}, occurredAt: NOON };
    await prisma.webhookEvent.create({ data });
    expect(await stopped()).toMatchObject({ state: "ok" });
  });
});
