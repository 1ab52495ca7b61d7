import { v7 as newId } from "uuid";
import { announcedAs } from "@/lib/billing/announced-as";
import type { NewBillingEvent } from "@/lib/billing/new-billing-event";
import { type Db, prismaSql } from "@/lib/db";
import { recordMessages } from "@/lib/webhooks/record-messages";

/** Appends a line to the user's billing history, once per business fact, and announces it to other apps. */
export async function recordBillingEvent(db: Db, event: NewBillingEvent): Promise<void> {
  await recordBillingEvents(db, [event]);
}

/** The same for many lines. */
export async function recordBillingEvents(db: Db, events: readonly NewBillingEvent[]): Promise<void> {
  if (events.length === 0) return;
  const sql = prismaSql(db);
  const written = await sql<{ userId: string; sourceKey: string }>`
    INSERT INTO billing_event (
      id, user_id, type, source_key, description, amount_cents, currency, credits, payment_id, subscription_id, occurred_at
    )
    SELECT event.*
    FROM jsonb_to_recordset(${JSON.stringify(events.map(toRow))}::text::jsonb) AS event (
      id uuid, "userId" uuid, type text, "sourceKey" text, description text, "amountCents" integer, currency text,
      credits bigint, "paymentId" uuid, "subscriptionId" uuid, "occurredAt" timestamptz
    )
    ON CONFLICT DO NOTHING
    RETURNING user_id::text AS "userId", source_key AS "sourceKey"`;
  const isNew = new Set(written.map(({ userId, sourceKey }) => `${userId} ${sourceKey}`));
  const announced = events.filter(({ userId, sourceKey }) => isNew.has(`${userId} ${sourceKey}`)).flatMap(announcedAs);
  await recordMessages(sql, announced);
}

const toRow = (event: NewBillingEvent) => ({ id: newId(), ...event, credits: event.credits?.toString() });
