import { v7 as newId } from "uuid";
import type { Database, Db, Sql } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import { readFacts } from "@/lib/webhooks/sending/message-data";

const BATCH = 200;

/**
 * Completes the data of new messages, and makes a delivery of each for every endpoint that wants it. What none wants is removed.
 * Returns how many messages it looked at. Safe to repeat and to kill, and in any number of processes.
 */
export async function prepareMessages({ sql, transaction }: Database, now: Date): Promise<number> {
  for (let total = 0; ; ) {
    const [found] = await sql<{ some: boolean }>`
      SELECT EXISTS (SELECT FROM webhook_message WHERE prepared_at IS NULL) AS "some"`;
    if (!found?.some) return total;
    total += await transaction((db, within) => prepareSome(db, within, now));
  }
}

type Unprepared = {
  id: string;
  seq: bigint;
  userId: string;
  type: string;
  paymentId: string | null;
  subscriptionId: string | null;
  data: Record<string, unknown>;
  occurredAt: Date;
};

async function prepareSome(db: Db, sql: Sql, now: Date): Promise<number> {
  // Every change to an endpoint's deliveries is made while holding its row, so that no two decide at once which comes next.
  const endpoints = await sql<{ id: string; eventTypes: string[] }>`
    SELECT id::text, event_types AS "eventTypes" FROM webhook_endpoint WHERE disabled_at IS NULL ORDER BY id FOR UPDATE`;
  const messages = await sql<Unprepared>`
    SELECT
      id::text, seq, user_id::text AS "userId", type, payment_id::text AS "paymentId",
      subscription_id::text AS "subscriptionId", data, occurred_at AS "occurredAt"
    FROM webhook_message
    WHERE prepared_at IS NULL
    ORDER BY seq
    LIMIT ${BATCH}::integer
    FOR UPDATE`;
  const facts = await readFacts(db, messages);
  const wanted = messages.flatMap((message) => {
    const to = endpoints.filter(({ eventTypes }) => eventTypes.length === 0 || eventTypes.includes(message.type));
    const data = to.length > 0 ? facts.dataOf(message) : null;
    return data ? [{ message, to, data }] : [];
  });
  const kept = new Set(wanted.map(({ message }) => message.id));
  const unwanted = messages.flatMap(({ id }) => (kept.has(id) ? [] : [id]));
  if (unwanted.length > 0) await sql`DELETE FROM webhook_message WHERE id = ANY(${unwanted}::uuid[])`;
  if (wanted.length > 0) {
    const completed = wanted.map(({ message, data }) => ({ id: message.id, data }));
    await sql`
      UPDATE webhook_message AS message SET data = new.data, prepared_at = ${now}::timestamptz
      FROM jsonb_to_recordset(${JSON.stringify(completed)}::text::jsonb) AS new (id uuid, data jsonb)
      WHERE message.id = new.id`;
    const deliveries = wanted.flatMap(({ message: { id: messageId, userId: lane, seq }, to }) =>
      to.map(({ id: endpointId }) => ({ id: newId(), endpointId, messageId, lane, seq: String(seq) })),
    );
    await makeDeliveries(sql, deliveries, now);
  }
  return messages.length;
}

type NewDelivery = { id: string; endpointId: string; messageId: string; lane: string; seq: string };

/** Makes deliveries; the first of each account is to be sent at once, if none waits already. The caller holds the endpoints. */
export async function makeDeliveries(sql: Sql, deliveries: readonly NewDelivery[], now: Date): Promise<void> {
  await sql`
    INSERT INTO webhook_delivery (id, endpoint_id, message_id, lane, seq, next_attempt_at, created_at)
    SELECT
      id, "endpointId", "messageId", lane, seq,
      CASE WHEN
        row_number() OVER (PARTITION BY "endpointId", lane ORDER BY seq) = 1
        AND NOT EXISTS (
          SELECT FROM webhook_delivery AS before
          WHERE before.endpoint_id = made."endpointId" AND before.lane = made.lane AND before.status = 'PENDING')
      THEN ${now}::timestamptz END,
      ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(deliveries)}::text::jsonb) AS made (
      id uuid, "endpointId" uuid, "messageId" uuid, lane uuid, seq bigint
    )`;
}

/** A message to one endpoint alone, about no account; returns the id of its delivery. The caller holds the endpoint. */
export async function makeTestDelivery(
  db: Db,
  sql: Sql,
  { endpointId, type }: { endpointId: string; type: string },
  now: Date,
): Promise<string> {
  const [id, messageId] = [newId(), newId()];
  const data: Prisma.InputJsonObject = { endpoint: endpointId };
  const message = { id: messageId, type, sourceKey: messageId, data, occurredAt: now, preparedAt: now };
  const { seq } = await db.webhookMessage.create({ data: message, select: { seq: true } });
  await makeDeliveries(sql, [{ id, endpointId, messageId, lane: messageId, seq: String(seq) }], now);
  return id;
}
