import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import type { WebhookStatus } from "@/lib/generated/prisma/enums";
import { readLags } from "@/lib/health/lags";
import { NOON, newUser } from "@/lib/ledger/testing/accounts";
import { formatInboxCursor, parseInboxCursor } from "@/lib/stripe/inbox/cursor";
import { countFailed, customersOfEmail, listInbox } from "@/lib/stripe/inbox/queries";
import { replayEvents } from "@/lib/stripe/inbox/replay-events";
import { replayProgress } from "@/lib/stripe/inbox/replay-progress";
import { receiveEvent } from "@/lib/stripe/receive-event";

const database = await testDatabase();
const { prisma, sql } = database;
const ADMIN = { userId: randomUUID() };
const audited = (admin: { userId: string }) =>
  prisma.auditLog.findMany({ where: { actorId: admin.userId }, orderBy: { id: "asc" } });

beforeEach(async () => {
  await prisma.webhookEvent.deleteMany();
  await sql`SELECT graphile_worker.complete_jobs(array(SELECT id FROM graphile_worker.jobs))`;
});

async function event(id: string, status: WebhookStatus, minute = 0, also: { type?: string; customerId?: string } = {}) {
  const settled = status === "PROCESSED" || status === "IGNORED";
  const receivedAt = new Date(NOON.getTime() + minute * 60_000);
  await prisma.webhookEvent.create({
    data: {
      ...{ id, status, payload: {}, objectId: `in_${id}`, type: "invoice.paid", customerId: "cus_1", ...also },
      ...{ occurredAt: receivedAt, receivedAt, processedAt: settled ? receivedAt : null, attempts: 3, outcome: "Was." },
    },
  });
}

const jobs = async () => {
  const rows = await sql<{ key: string }>`SELECT key FROM graphile_worker.jobs WHERE key IS NOT NULL ORDER BY id`;
  return rows.map(({ key }) => key);
};

test("with the app's clock years ahead, the times of an event are in the order of what happened, and its lag is the real one", async () => {
  const [arrived, replayed] = [new Date("2031-05-01T10:00:00Z"), new Date("2031-06-01T10:00:00Z")];
  const sent = { id: "evt_1", type: "invoice.paid", apiVersion: null, objectId: "in_1", customerId: "cus_1" };
  const happened = new Date(arrived.getTime() - 1_000);
  await database.transaction((_db, tx) => receiveEvent(tx, { ...sent, payload: "{}", occurredAt: happened }, arrived));
  await replayEvents(database, ADMIN, { ids: ["evt_1"] }, replayed);
  const [found] = (await listInbox(sql, {}, { limit: 1 })).data;
  expect([found?.occurredAt, found?.receivedAt, found?.replayedAt]).toEqual([happened, arrived, replayed]);
  const lags = await readLags(sql, replayed);
  expect(lags).toMatchObject({ eventsWaiting: 1, lastEventAt: arrived });
  expect(lags.eventLagSeconds).toBeLessThan(300);
  expect(lags.jobLagSeconds).toBeLessThan(300);
});

describe("the inbox", () => {
  test("is paged newest first without gaps or repeats, also where events arrived in the same millisecond", async () => {
    for (const id of ["evt_a", "evt_b", "evt_c"]) await event(id, "PROCESSED", 1);
    await event("evt_d", "PROCESSED", 2);
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const after = cursor ? (parseInboxCursor(cursor) ?? undefined) : undefined;
      const page: Awaited<ReturnType<typeof listInbox>> = await listInbox(sql, {}, { after, limit: 2 });
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(["evt_d", "evt_c", "evt_b", "evt_a"]);
  });

  test("is narrowed by status, type, customer, and the id of the event or its object", async () => {
    await event("evt_1", "PROCESSED");
    await event("evt_2", "FAILED", 1);
    await event("evt_3", "PROCESSED", 2, { type: "customer.updated", customerId: "cus_2" });
    const found = async (filter: Parameters<typeof listInbox>[1]) =>
      (await listInbox(sql, filter, { limit: 10 })).data.map(({ id }) => id);
    expect(await found({ status: "FAILED" })).toEqual(["evt_2"]);
    expect(await found({ type: "invoice.paid" })).toEqual(["evt_2", "evt_1"]);
    expect(await found({ customerIds: ["cus_2"] })).toEqual(["evt_3"]);
    expect(await found({ customerIds: [] })).toEqual([]);
    expect(await found({ id: "in_evt_1" })).toEqual(["evt_1"]);
    expect(await found({ id: "evt_2" })).toEqual(["evt_2"]);
    expect(await found({ type: "invoice.paid", status: "PROCESSED", customerIds: ["cus_1"] })).toEqual(["evt_1"]);
    expect(await countFailed(sql, 10)).toBe(1);
  });

  test("finds a user's former customers by e-mail address too", async () => {
    const userId = await newUser(database);
    const { email } = await prisma.user.update({ where: { id: userId }, data: { stripeCustomerId: "cus_now" } });
    await prisma.formerCustomer.create({ data: { stripeCustomerId: "cus_then", userId, deletedAt: NOON } });
    expect((await customersOfEmail(sql, email.toUpperCase())).sort()).toEqual(["cus_now", "cus_then"]);
  });

  test.each(["", "nonsense", formatInboxCursor({ receivedAt: NOON, id: "evt_1" }).slice(1)])(
    "does not know the cursor %j",
    (cursor) => expect(parseInboxCursor(cursor)).toBeNull(),
  );
});

describe("a replay", () => {
  test("queues every failed event again with fresh attempts, oldest first, and leaves the others alone", async () => {
    await event("evt_late", "FAILED", 5);
    await event("evt_early", "FAILED", 1);
    await event("evt_done", "PROCESSED", 2);
    const replay = await replayEvents(database, ADMIN, "failed", NOON);
    expect(replay).toMatchObject({ ok: true, events: 2 });
    expect(await jobs()).toEqual(["event:evt_early", "event:evt_late"]);
    expect(await prisma.webhookEvent.findMany({ orderBy: { id: "asc" } })).toMatchObject([
      { id: "evt_done", status: "PROCESSED", attempts: 3 },
      { id: "evt_early", status: "PENDING", attempts: 0, processedAt: null },
      { id: "evt_late", status: "PENDING", attempts: 0, processedAt: null },
    ]);
  });

  test("is written to the audit log with what it changed and who asked", async () => {
    await event("evt_1", "IGNORED");
    await event("evt_2", "FAILED");
    const admin = { userId: randomUUID() };
    await replayEvents(database, admin, { ids: ["evt_1"] }, NOON);
    await replayEvents(database, admin, { ids: ["evt_1", "evt_2"] }, NOON);
    expect(await audited(admin)).toMatchObject([
      {
        ...{ action: "webhook_event.replayed", targetType: "webhook_event", targetId: "evt_1" },
        before: { status: "IGNORED", outcome: "Was." },
      },
      { targetType: "webhook_replay", before: { PENDING: 1, FAILED: 1 }, after: { events: 2 } },
    ]);
  });

  test("of nothing is refused and leaves no trace", async () => {
    await event("evt_1", "PROCESSED");
    const admin = { userId: randomUUID() };
    expect(await replayEvents(database, admin, { ids: ["evt_0"] }, NOON)).toEqual({
      ok: false,
      reason: "nothing_to_replay",
    });
    expect(await replayEvents(database, admin, "failed", NOON)).toMatchObject({ ok: false });
    expect(await audited(admin)).toEqual([]);
    expect(await jobs()).toEqual([]);
  });

  test("asked for by two admins at once queues each event once", async () => {
    for (const id of ["evt_1", "evt_2", "evt_3"]) await event(id, "FAILED");
    const both = await Promise.all([
      replayEvents(database, ADMIN, "failed", NOON),
      replayEvents(database, ADMIN, "failed", NOON),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await jobs()).toHaveLength(3);
  });

  test("says how many events wait, failed again and are done", async () => {
    for (const id of ["evt_1", "evt_2", "evt_3"]) await event(id, "FAILED");
    const replay = await replayEvents(database, ADMIN, "failed", NOON);
    if (!replay.ok) throw new Error(replay.reason);
    expect(await replayProgress(sql, replay.replayId)).toEqual({ events: 3, waiting: 3, failed: 0, done: 0 });
    await prisma.webhookEvent.update({ where: { id: "evt_1" }, data: { status: "PROCESSED", processedAt: NOON } });
    await prisma.webhookEvent.update({ where: { id: "evt_2" }, data: { status: "FAILED" } });
    expect(await replayProgress(sql, replay.replayId)).toEqual({ events: 3, waiting: 1, failed: 1, done: 1 });
  });
});
