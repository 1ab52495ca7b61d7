import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import type { MailStatus, WebhookStatus } from "@/lib/generated/prisma/enums";
import { NOON, newUser } from "@/lib/ledger/testing/accounts";
import { findMail, listMails } from "@/lib/notify/queries";
import { queueMail } from "@/lib/notify/queue-mail";
import { sendMail } from "@/lib/notify/send-mail";
import { inBatches } from "@/lib/retention/in-batches";
import { purge } from "@/lib/retention/purge";
import { purgeEvents } from "@/lib/retention/purge-events";

const database = await testDatabase();
const { prisma: db, sql } = database;

const days = (count: number) => new Date(NOON.getTime() + count * 86_400_000);
const ADDRESS = "ada@example.com";

async function event(status: WebhookStatus, processedAt: Date | null) {
  const id = `evt_${randomUUID()}`;
  const card = { id: "pm_1", billing_details: { email: ADDRESS } };
  const object = { id: "pi_1", object: "payment_intent", status: "succeeded", amount: 900, payment_method: card };
  const payload = {
    id,
    type: "payment_intent.succeeded",
    created: 1,
    data: { object: { ...object, invoice: "in_1" } },
  };
  const ids = { objectId: "pi_1", customerId: "cus_1", type: payload.type };
  await db.webhookEvent.create({
    data: { id, ...ids, status, processedAt, payload, occurredAt: NOON, outcome: "A sentence." },
  });
  return id;
}

const eventNow = (id: string) => db.webhookEvent.findUniqueOrThrow({ where: { id } });
const wasPurged = async (id: string) => !JSON.stringify((await eventNow(id)).payload).includes(ADDRESS);

async function mail(status: MailStatus, error: string | null = null, createdAt = NOON) {
  const userId = await newUser(database);
  const { id } = await db.mail.create({
    data: {
      ...{ userId, template: "welcome", sourceKey: "welcome", to: ADDRESS, subject: "Welcome, Ada" },
      ...{ html: "<p>Ada</p>", text: "Ada", status, error, createdAt, sentAt: status === "SENT" ? createdAt : null },
    },
  });
  return { id, userId };
}

const mailNow = (id: string) => db.mail.findUniqueOrThrow({ where: { id } });

describe("payloads of webhook events", () => {
  test("are reduced to ids, amounts and times after the retention period", async () => {
    const id = await event("PROCESSED", NOON);
    expect(await purge(database, 90, days(90))).toMatchObject({ events: 0 });
    expect(await purge(database, 90, days(91))).toMatchObject({ events: 1 });
    const object = { id: "pi_1", object: "payment_intent", status: "succeeded", amount: 900, invoice: "in_1" };
    expect(await eventNow(id)).toMatchObject({
      ...{ type: "payment_intent.succeeded", customerId: "cus_1", objectId: "pi_1" },
      ...{ status: "PROCESSED", outcome: "A sentence.", processedAt: NOON },
      payload: { scrubbed: true, id, type: "payment_intent.succeeded", created: 1, data: { object } },
    });
    const first = await eventNow(id);
    expect(await purge(database, 90, days(92))).toMatchObject({ events: 0 });
    expect(await eventNow(id)).toEqual(first);
  });

  test("are kept while the event is pending or failed, and reduced after it is settled", async () => {
    const waiting = [await event("PENDING", null), await event("FAILED", null)];
    await purge(database, 1, days(1_000));
    expect(await Promise.all(waiting.map(wasPurged))).toEqual([false, false]);
    await db.webhookEvent.updateMany({
      where: { id: { in: waiting } },
      data: { status: "IGNORED", processedAt: days(1_000) },
    });
    await purge(database, 1, days(1_002));
    expect(await Promise.all(waiting.map(wasPurged))).toEqual([true, true]);
  });

  test("are kept forever if configured", async () => {
    const id = await event("PROCESSED", NOON);
    await purge(database, "forever", days(10_000));
    expect(await wasPurged(id)).toBe(false);
  });

  test("are each reduced once when several processes purge at once, in many batches", async () => {
    await purge(database, 1, days(10));
    const ids = await Promise.all(Array.from({ length: 23 }, () => event("PROCESSED", NOON)));
    const work = () => inBatches((limit) => purgeEvents(sql, days(1), Math.min(limit, 5)), 5);
    const counts = await Promise.all([work(), work(), work()]);
    expect(counts.reduce((sum, count) => sum + count)).toBe(23);
    expect(await Promise.all(ids.map(wasPurged))).toEqual(ids.map(() => true));
  });

  test("are skipped while another process has locked them", async () => {
    const id = await event("PROCESSED", NOON);
    await database.transaction(async (_db, held) => {
      await held`SELECT id FROM webhook_event WHERE id = ${id} FOR UPDATE`;
      expect(await purgeEvents(sql, days(1), 10)).toBe(0);
    });
    expect(await purgeEvents(sql, days(1), 10)).toBe(1);
  });
});

describe("emails", () => {
  test("lose their address and text after the retention period, and are never written again", async () => {
    const { id, userId } = await mail("SENT");
    expect(await purge(database, 90, days(90))).toMatchObject({ mails: 0 });
    expect(await purge(database, 90, days(91))).toMatchObject({ mails: 1 });
    const blank = { to: "", subject: "", html: "", text: "" };
    expect(await mailNow(id)).toMatchObject({ ...blank, status: "SENT", sentAt: NOON, sourceKey: "welcome" });
    const again = { template: "welcome", userId, sourceKey: "welcome", credits: 50n } as const;
    await db.user.update({ where: { id: userId }, data: { emailVerified: NOON } });
    expect(await database.transaction((tx) => queueMail(tx, again, days(91)))).toBe(false);
    expect(await db.mail.count({ where: { userId } })).toBe(1);
    expect(await purge(database, 90, days(92))).toMatchObject({ mails: 0 });
  });

  test("that failed also lose the mail server's error, which can contain the address", async () => {
    const { id } = await mail("FAILED", `550 5.1.1 <${ADDRESS}>: no such mailbox`);
    await purge(database, 90, days(91));
    expect(JSON.stringify(await mailNow(id))).not.toContain(ADDRESS);
  });

  test("that are not sent yet are kept", async () => {
    const { id } = await mail("QUEUED");
    await purge(database, 1, days(1_000));
    expect(await mailNow(id)).toMatchObject({ to: ADDRESS, text: "Ada" });
  });

  test("that were purged are not listed, and fail when they are queued again", async () => {
    const { id, userId } = await mail("FAILED");
    await purge(database, 90, days(91));
    expect((await listMails(db, { userId }, { limit: 10 })).data).toEqual([]);
    expect(await findMail(db, "everybody", id)).toBeNull();
    await db.mail.update({ where: { id }, data: { status: "QUEUED" } });
    const attempt = { mailer: null, localMode: true, isLast: false };
    expect(await sendMail(database, id, attempt, days(91))).toMatchObject({ ok: false, reason: "gave_up" });
    expect(await mailNow(id)).toMatchObject({ status: "FAILED", error: expect.stringContaining("were removed") });
  });
});

test("reconciler reports are deleted except the last finished one, where the next run starts", async () => {
  const run = (startedAt: Date, finishedAt: Date | null) =>
    db.reconcileRun.create({ data: { since: startedAt, startedAt, finishedAt, drift: [{ user: randomUUID() }] } });
  await run(NOON, NOON);
  const last = await run(days(1), days(1));
  await run(days(2), null);
  expect(await purge(database, 90, days(200))).toMatchObject({ reconcileRuns: 2 });
  expect(await db.reconcileRun.findMany()).toEqual([last]);
});

test("jobs without attempts left are deleted with the addresses they contain; other jobs are kept", async () => {
  const add = (key: string) => sql`
    SELECT graphile_worker.add_job('mail_password_reset', json_build_object('email', ${ADDRESS}::text), job_key := ${key})`;
  await add("dead");
  await add("waits");
  await sql`UPDATE graphile_worker._private_jobs SET updated_at = ${NOON}::timestamptz`;
  await sql`UPDATE graphile_worker._private_jobs SET attempts = max_attempts WHERE key = 'dead'`;
  expect(await purge(database, 90, days(90))).toMatchObject({ jobs: 0 });
  expect(await purge(database, 90, days(91))).toMatchObject({ jobs: 1 });
  expect(await sql`SELECT key FROM graphile_worker.jobs`).toEqual([{ key: "waits" }]);
});

test("outgoing webhooks go with their deliveries and attempts, unless one still waits", async () => {
  const userId = await newUser(database);
  const { id: endpointId } = await db.webhookEndpoint.create({
    data: { url: "https://example.com", sealedSecret: Buffer.from("sealed"), enabledAt: NOON, createdAt: NOON },
  });
  const message = async (
    sourceKey: string,
    status: "PENDING" | "DELIVERED",
    preparedAt: Date | null = NOON,
    type = "payment.succeeded",
  ) => {
    const facts = {
      userId,
      type,
      sourceKey,
      data: {},
      occurredAt: NOON,
      createdAt: NOON,
      preparedAt,
    };
    const { id, seq } = await db.webhookMessage.create({ data: facts });
    const settledAt = status === "PENDING" ? null : NOON;
    const tries = { create: { at: NOON, durationMs: 1, error: "The receiver answered with 500." } };
    const delivery = { endpointId, messageId: id, lane: userId, seq, status, settledAt, createdAt: NOON, tries };
    await db.webhookDelivery.create({ data: delivery });
  };
  await message("a", "DELIVERED");
  await message("b", "PENDING");
  await message("c", "DELIVERED", null);
  expect(await purge(database, 90, days(89))).toMatchObject({ webhooks: 0 });
  expect(await purge(database, 90, days(91))).toMatchObject({ webhooks: 1 });
  expect((await db.webhookMessage.findMany({ where: { userId } })).map((one) => one.sourceKey).sort()).toEqual([
    "b",
    "c",
  ]);
  expect(await db.webhookDeliveryAttempt.count()).toBe(2);
  expect(await purge(database, "forever", days(9_999))).toMatchObject({ webhooks: 0 });
  // It keeps a cap from being announced twice in a month.
  await message("d", "DELIVERED", NOON, "budget.reached");
  expect(await purge(database, 1, days(32))).toMatchObject({ webhooks: 0 });
  expect(await purge(database, 1, days(33))).toMatchObject({ webhooks: 1 });
});
