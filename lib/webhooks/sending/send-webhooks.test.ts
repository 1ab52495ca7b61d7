import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { recordBillingEvent } from "@/lib/billing/record-billing-event";
import { HOUR, after as later, NOON, newUser } from "@/lib/ledger/testing/accounts";
import { DAY_MS } from "@/lib/time";
import { createEndpoint, deleteEndpoint, editEndpoint, rollSecret } from "@/lib/webhooks/endpoints/change-endpoint";
import { replayDeliveries, sendTest } from "@/lib/webhooks/endpoints/replay";
import type { EventType } from "@/lib/webhooks/event-types";
import { promptSending } from "@/lib/webhooks/queue";
import { recordMessages } from "@/lib/webhooks/record-messages";
import { claimDelivery } from "@/lib/webhooks/sending/claim-delivery";
import { RETRY_AFTER_MS } from "@/lib/webhooks/sending/retry";
import { sendWebhooks } from "@/lib/webhooks/sending/send-webhooks";
import { testReceiver } from "@/lib/webhooks/testing/receiver";

const database = await testDatabase();
const receiver = await testReceiver();
const nobody = { userId: null };
const settings = { allowPrivate: true };
const limits = { allowPrivate: true, timeoutMs: 30_000, concurrency: 4, budgetMs: 20_000 };

const send = (at = NOON) => sendWebhooks(database, limits, async () => at);

async function newEndpoint(eventTypes: EventType[] = [], url = receiver.url) {
  const made = await createEndpoint(database, nobody, { url, description: "", eventTypes }, settings, NOON);
  if (!made.ok) throw new Error(made.reason);
  return { id: made.endpoint.id, secret: made.secret };
}

async function announce(userId: string, sourceKey: string, type: EventType = "payment.succeeded") {
  const message = { userId, type, sourceKey, data: { amountCents: 2_500n, key: sourceKey }, occurredAt: NOON };
  await database.transaction((_db, sql) => recordMessages(sql, [message]));
}

const keyOf = (body: string) => JSON.parse(body).data.key;
const keysReceived = () => receiver.received.map(({ body }) => keyOf(body));
const deliveries = () =>
  database.prisma.webhookDelivery.findMany({ orderBy: { seq: "asc" }, include: { tries: true } });
const endpointNow = (id: string) => database.prisma.webhookEndpoint.findUniqueOrThrow({ where: { id } });

beforeEach(() => {
  receiver.received.length = 0;
  receiver.answer = () => ({ status: 204 });
});

afterEach(async () => {
  await database.sql`DELETE FROM webhook_endpoint`;
  await database.sql`DELETE FROM webhook_message`;
});

describe("a message", () => {
  test("is sent once to each endpoint that wants its type, signed with its secret, and recorded", async () => {
    const all = await newEndpoint();
    const some = await newEndpoint(["payment.failed", "payment.succeeded"]);
    await newEndpoint(["payment.failed"]);
    const userId = await newUser(database);
    await announce(userId, "a");
    expect(await send()).toEqual({ delivered: 2, failed: 0, dead: 0 });
    expect(await send()).toEqual({ delivered: 0, failed: 0, dead: 0 });
    expect(receiver.received).toHaveLength(2);
    const [first, second] = receiver.received;
    expect(first?.id).toMatch(/^msg_[0-9a-f]{32}$/);
    expect(second?.id).toBe(first?.id);
    const events = receiver.received.map((one) => receiver.verified(one, [all.secret, some.secret]));
    for (const event of events) {
      expect(event).toEqual({
        type: "payment.succeeded",
        timestamp: "2026-11-21T12:00:00.000Z",
        data: { account: { id: userId, externalId: null }, amountCents: 2_500, key: "a" },
      });
    }
    expect(await deliveries()).toMatchObject(
      [1, 2].map(() => ({
        status: "DELIVERED",
        attempts: 1,
        lastStatus: 204,
        settledAt: NOON,
        tries: [{ status: 204 }],
      })),
    );
  });

  test("of a fact that was announced before is not written again", async () => {
    await newEndpoint();
    const userId = await newUser(database);
    await announce(userId, "a");
    await announce(userId, "a");
    await announce(userId, "a", "payment.refunded");
    await send();
    expect(receiver.received).toHaveLength(2);
  });

  test("is written if and only if the fact commits, and queues a job with it", async () => {
    await newEndpoint();
    const userId = await newUser(database);
    const message = { userId, type: "payment.failed", sourceKey: "a", occurredAt: NOON } as const;
    const jobs = () => database.sql`SELECT FROM graphile_worker.jobs WHERE task_identifier = 'send_webhooks'`;
    const before = (await jobs()).length;
    const failing = database.transaction(async (_db, sql) => {
      await recordMessages(sql, [message]);
      throw new Error("rolled back");
    });
    await expect(failing).rejects.toThrow("rolled back");
    expect(await database.prisma.webhookMessage.count()).toBe(0);
    expect(await jobs()).toHaveLength(before);
    await database.transaction((_db, sql) => recordMessages(sql, [message]));
    expect(await jobs()).toHaveLength(before + 1);
  });

  test("is not written while no endpoint is enabled, and removed when none wants it", async () => {
    const userId = await newUser(database);
    await announce(userId, "a");
    expect(await database.prisma.webhookMessage.count()).toBe(0);
    await newEndpoint(["payment.failed"]);
    await announce(userId, "b");
    expect(await database.prisma.webhookMessage.count()).toBe(1);
    await send();
    expect(await database.prisma.webhookMessage.count()).toBe(0);
  });

  test("about money says what the payment is by now; a line of the history is announced once", async () => {
    const { secret } = await newEndpoint();
    const userId = await newUser(database);
    const facts = { kind: "PACK", status: "SUCCEEDED", description: "500 credits", currency: "usd" } as const;
    const payment = await database.prisma.payment.create({
      data: { ...facts, userId, amountCents: 900, paidAt: NOON },
    });
    const line = { userId, type: "pack_bought", sourceKey: "pack", description: "500 credits" } as const;
    const bought = {
      ...line,
      amountCents: 900,
      currency: "usd",
      credits: 500n,
      paymentId: payment.id,
      occurredAt: NOON,
    };
    for (let n = 0; n < 2; n++) await database.transaction((db) => recordBillingEvent(db, bought));
    await send();
    const events = receiver.received.map((one) => receiver.verified(one, secret));
    expect(events.map(({ type }) => type)).toEqual(["payment.succeeded", "top_up.succeeded"]);
    expect(events[1]?.data).toMatchObject({
      account: { id: userId },
      credits: 500,
      payment: { id: payment.id, status: "SUCCEEDED", amountCents: 900, currency: "usd" },
    });
  });

  test("about what happened before a customer was imported from Stripe is not sent", async () => {
    await newEndpoint();
    const userId = await newUser(database);
    await database.prisma.user.update({ where: { id: userId }, data: { importedAt: later(NOON, 1) } });
    await announce(userId, "a");
    await send();
    expect(receiver.received).toEqual([]);
  });
});

describe("a delivery that fails", () => {
  test("is tried again on the schedule for three days with the same id and a new signature, then given up", async () => {
    const { secret } = await newEndpoint();
    await announce(await newUser(database), "a");
    receiver.answer = () => ({ status: 500 });
    let at = NOON;
    for (const wait of RETRY_AFTER_MS) {
      expect(await send(at)).toMatchObject({ failed: 1, dead: 0 });
      expect(await send(later(at, wait - 1))).toMatchObject({ failed: 0 });
      at = later(at, wait);
      expect(await deliveries()).toMatchObject([{ status: "PENDING", nextAttemptAt: at, claimId: null }]);
    }
    expect(await send(at)).toEqual({ delivered: 0, failed: 0, dead: 1 });
    expect(at.getTime() - NOON.getTime()).toBeGreaterThan(3 * DAY_MS);
    const [delivery] = await deliveries();
    expect(delivery).toMatchObject({
      status: "DEAD",
      attempts: 10,
      lastStatus: 500,
      nextAttemptAt: null,
      settledAt: at,
    });
    expect(delivery?.tries).toHaveLength(10);
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(1);
    expect(receiver.verified(receiver.received.at(-1), secret).type).toBe("payment.succeeded");
    expect(await send(later(at, 30 * DAY_MS))).toEqual({ delivered: 0, failed: 0, dead: 0 });
  });

  test("waits longer when the receiver asks for it, a day at most", async () => {
    await newEndpoint();
    await announce(await newUser(database), "a");
    receiver.answer = () => ({ status: 429, headers: { "retry-after": "7200" } });
    await send();
    expect(await deliveries()).toMatchObject([{ nextAttemptAt: later(NOON, 2 * HOUR) }]);
    receiver.answer = () => ({ status: 503, headers: { "retry-after": "999999" } });
    await send(later(NOON, 2 * HOUR));
    expect(await deliveries()).toMatchObject([{ nextAttemptAt: later(NOON, 26 * HOUR) }]);
  });

  test("because of a redirect says so", async () => {
    await newEndpoint();
    await announce(await newUser(database), "a");
    receiver.answer = () => ({ status: 302, headers: { location: "/elsewhere" } });
    await send();
    const [delivery] = await deliveries();
    expect(delivery?.lastError).toContain("Redirects are not followed");
    expect(receiver.received.map(({ path }) => path)).toEqual(["/"]);
  });

  test("with 410 disables the endpoint, and with it what waits", async () => {
    const { id } = await newEndpoint();
    const userId = await newUser(database);
    await announce(userId, "a");
    await announce(userId, "b");
    receiver.answer = () => ({ status: 410 });
    expect(await send()).toMatchObject({ dead: 1 });
    expect(await endpointNow(id)).toMatchObject({ disabledAt: NOON, disabledReason: "GONE" });
    expect(await deliveries()).toMatchObject([{ status: "DEAD" }, { status: "DEAD" }]);
    expect(receiver.received).toHaveLength(1);
  });

  test("for five days without one that was delivered disables the endpoint", async () => {
    const { id } = await newEndpoint();
    receiver.answer = () => ({ status: 500 });
    await announce(await newUser(database), "a");
    await send();
    expect(await endpointNow(id)).toMatchObject({ failingSince: NOON, disabledAt: null });
    const fifthDay = later(NOON, 5 * DAY_MS);
    await send(fifthDay);
    expect(await endpointNow(id)).toMatchObject({ disabledAt: fifthDay, disabledReason: "FAILING" });
  });

  test("once, a quiet time after another was given up, is tried again before the endpoint is disabled", async () => {
    const { id } = await newEndpoint();
    await database.prisma.webhookEndpoint.update({ where: { id }, data: { failingSince: NOON } });
    receiver.answer = () => ({ status: 503 });
    await announce(await newUser(database), "a");
    const tenthDay = later(NOON, 10 * DAY_MS);
    await send(tenthDay);
    expect(await endpointNow(id)).toMatchObject({ failingSince: NOON, disabledAt: null });
    await send(later(tenthDay, HOUR));
    expect(await endpointNow(id)).toMatchObject({ disabledReason: "FAILING" });
  });

  test("no longer counts once another is delivered", async () => {
    const { id } = await newEndpoint();
    receiver.answer = () => ({ status: 500 });
    await announce(await newUser(database), "a");
    await send();
    receiver.answer = () => ({ status: 200 });
    await send(later(NOON, HOUR));
    expect(await endpointNow(id)).toMatchObject({ failingSince: null });
  });
});

describe("the order", () => {
  test("of an account's messages is kept while one is retried; other accounts and endpoints go on", async () => {
    await newEndpoint();
    const [ada, ben] = [await newUser(database), await newUser(database)];
    for (const key of ["a1", "a2", "a3"]) await announce(ada, key);
    await announce(ben, "b1");
    receiver.answer = ({ body }) => ({ status: keyOf(body) === "a1" ? 500 : 200 });
    await send();
    await announce(ada, "a4");
    await send();
    expect(keysReceived().sort()).toEqual(["a1", "b1"]);
    receiver.received.length = 0;
    receiver.answer = () => ({ status: 200 });
    await send(later(NOON, RETRY_AFTER_MS[0]));
    expect(keysReceived()).toEqual(["a1", "a2", "a3", "a4"]);
  });

  test("goes on after a message that was given up", async () => {
    await newEndpoint();
    const ada = await newUser(database);
    for (const key of ["a1", "a2"]) await announce(ada, key);
    receiver.answer = ({ body }) => ({ status: keyOf(body) === "a1" ? 500 : 200 });
    await send();
    await database.sql`UPDATE webhook_delivery SET attempts = 9 WHERE next_attempt_at IS NOT NULL`;
    await send(later(NOON, HOUR));
    expect(keysReceived()).toEqual(["a1", "a1", "a2"]);
    expect((await deliveries()).map(({ status }) => status)).toEqual(["DEAD", "DELIVERED"]);
  });
});

test("an endpoint that fails keeps one sender busy, and the others send to the other endpoints", async () => {
  const { id } = await newEndpoint([], `${receiver.url}/failing`);
  await newEndpoint([], `${receiver.url}/well`);
  await database.prisma.webhookEndpoint.update({ where: { id }, data: { failingSince: NOON } });
  const keys = ["a", "b", "c", "d", "e", "f"];
  for (const key of keys) await announce(await newUser(database), key);
  const received = { failing: 0, failingMeanwhile: 0, well: 0 };
  let allWell = () => {};
  const othersDone = new Promise<void>((done) => {
    allWell = done;
  });
  receiver.answer = async ({ path }) => {
    if (path === "/well") {
      received.well += 1;
      if (received.well === keys.length) allWell();
      return { status: 204 };
    }
    received.failing += 1;
    if (received.well < keys.length) received.failingMeanwhile += 1;
    await othersDone;
    return { status: 500 };
  };
  expect(await send()).toEqual({ delivered: 6, failed: 6, dead: 0 });
  expect(received).toEqual({ failing: 6, failingMeanwhile: 1, well: 6 });
});

describe("a process that dies", () => {
  test("between sending and recording has the message sent again, with the same id, after a minute", async () => {
    await newEndpoint();
    await announce(await newUser(database), "a");
    await sendWebhooks(database, { ...limits, concurrency: 0 }, async () => NOON);
    expect(await claimDelivery(database.sql, NOON)).toMatchObject({ type: "payment.succeeded" });
    expect(await send()).toMatchObject({ delivered: 0 });
    await database.sql`UPDATE webhook_delivery SET claimed_until = clock_timestamp() - interval '1 second'`;
    await promptSending(database.sql, NOON);
    expect(await send()).toMatchObject({ delivered: 1 });
    expect(receiver.received).toHaveLength(1);
  });

  test("and comes back after another took over changes nothing", async () => {
    const { settleDelivery } = await import("@/lib/webhooks/sending/settle-delivery");
    await newEndpoint();
    await announce(await newUser(database), "a");
    await sendWebhooks(database, { ...limits, concurrency: 0 }, async () => NOON);
    const late = await claimDelivery(database.sql, NOON);
    if (!late) throw new Error("nothing was due");
    await database.sql`UPDATE webhook_delivery SET claimed_until = clock_timestamp() - interval '1 second'`;
    await send();
    const posted = { status: 500, retryAfterMs: null };
    const attempt = { id: late.id, claimId: late.claimId, endpointId: late.endpointId, posted, durationMs: 5 };
    expect(await settleDelivery(database, attempt, NOON)).toBeNull();
    expect(await deliveries()).toMatchObject([{ status: "DELIVERED", attempts: 1, tries: [{}, {}] }]);
  });
});

describe("an endpoint", () => {
  test("whose secret was rolled gets both signatures for a day, then the new one alone", async () => {
    const { id, secret: old } = await newEndpoint();
    const rolled = await rollSecret(database, nobody, id, NOON);
    if (!rolled.ok) throw new Error(rolled.reason);
    const userId = await newUser(database);
    await announce(userId, "a");
    await send(later(NOON, DAY_MS - 1));
    for (const secret of [old, rolled.secret]) receiver.verified(receiver.received.at(-1), secret);
    await announce(userId, "b");
    await send(later(NOON, DAY_MS));
    receiver.verified(receiver.received.at(-1), rolled.secret);
    expect(() => receiver.verified(receiver.received.at(-1), old)).toThrow("No matching signature");
  });

  test("keeps its secret encrypted", async () => {
    const { id, secret } = await newEndpoint();
    const { sealedSecret } = await endpointNow(id);
    expect(Buffer.from(sealedSecret).toString("latin1")).not.toContain(secret.slice(6, 20));
  });

  test("that is disabled is sent nothing, and what waited can be replayed in order once it is enabled", async () => {
    const { id } = await newEndpoint();
    const ada = await newUser(database);
    for (const key of ["a1", "a2"]) await announce(ada, key);
    receiver.answer = () => ({ status: 500 });
    await send();
    await editEndpoint(database, nobody, { id, edit: { enabled: false } }, settings, NOON);
    expect((await deliveries()).map(({ status }) => status)).toEqual(["DEAD", "DEAD"]);
    await announce(ada, "a3");
    receiver.received.length = 0;
    receiver.answer = () => ({ status: 200 });
    await send(later(NOON, HOUR));
    const again = { endpointId: id, which: "dead" } as const;
    expect(await replayDeliveries(database, nobody, again, NOON)).toEqual({ ok: false, reason: "endpoint_disabled" });
    await editEndpoint(database, nobody, { id, edit: { enabled: true } }, settings, NOON);
    expect(await replayDeliveries(database, nobody, again, NOON)).toEqual({ ok: true, deliveries: 2 });
    await send();
    expect(keysReceived()).toEqual(["a1", "a2"]);
  });

  test("is sent a delivered message again, with the same id, when it is replayed", async () => {
    const { id } = await newEndpoint();
    await announce(await newUser(database), "a");
    await send();
    const [delivery] = await deliveries();
    const which = { id: delivery?.id ?? "" };
    expect(await replayDeliveries(database, nobody, { endpointId: id, which }, NOON)).toMatchObject({ ok: true });
    await send();
    expect(receiver.received).toHaveLength(2);
    expect(receiver.received[0]?.id).toBe(receiver.received[1]?.id);
    expect(await deliveries()).toMatchObject([{ status: "DELIVERED", attempts: 1, tries: [{}, {}] }]);
    const record = await database.prisma.auditLog.findFirstOrThrow({
      where: { targetId: id, action: "webhook_endpoint.replayed" },
    });
    expect(record).toMatchObject({ targetId: id });
  });

  test("is sent a test whatever types it wants", async () => {
    const { id, secret } = await newEndpoint(["payment.failed"]);
    expect(await sendTest(database, nobody, id, NOON)).toMatchObject({ ok: true });
    await send();
    expect(receiver.verified(receiver.received[0], secret)).toMatchObject({ type: "test", data: { endpoint: id } });
  });

  test("that is deleted takes what waits with it", async () => {
    const { id } = await newEndpoint();
    await announce(await newUser(database), "a");
    receiver.answer = () => ({ status: 500 });
    await send();
    expect(await deleteEndpoint(database, nobody, id, NOON)).toBe(true);
    expect(await deleteEndpoint(database, nobody, id, NOON)).toBe(false);
    expect(await deliveries()).toEqual([]);
  });

  test("cannot be in a private network, unless development allows it", async () => {
    const input = { url: "http://127.0.0.1/", description: "", eventTypes: [] };
    const made = await createEndpoint(database, nobody, input, { allowPrivate: false }, NOON);
    expect(made).toMatchObject({ ok: false, reason: "bad_url" });
  });
});
