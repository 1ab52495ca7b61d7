import { v7 as newId } from "uuid";
import { type Db, prismaSql } from "@/lib/db";

export type NewBillingEvent = {
  userId: string;
  type:
    | "subscription_started"
    | "trial_started"
    | "trial_refused"
    | "renewed"
    | "billed"
    | "collection_paused"
    | "collection_resumed"
    | "free_time_given"
    | "plan_given"
    | "given_plan_ended"
    | "refilled"
    | "upgraded"
    | "change_scheduled"
    | "change_unscheduled"
    | "changed"
    | "refund_failed"
    | "dispute_opened"
    | "dispute_won"
    | "dispute_lost"
    | "duplicate_ended"
    | "pack_bought"
    | "payment_failed"
    | "payment_pending"
    | "cancel_scheduled"
    | "resumed"
    | "subscription_ended"
    | "referral_rewarded"
    | "promo_redeemed"
    | "refunded"
    | "credited";
  /** The business fact, once per user: repeating it writes nothing. */
  sourceKey: string;
  description: string;
  amountCents?: number;
  currency?: string;
  credits?: bigint;
  paymentId?: string;
  subscriptionId?: string;
  occurredAt: Date;
};

/** Appends a line to the user's billing history, once per business fact. */
export async function recordBillingEvent(db: Db, event: NewBillingEvent): Promise<void> {
  await recordBillingEvents(db, [event]);
}

/** The same for many lines. */
export async function recordBillingEvents(db: Db, events: readonly NewBillingEvent[]): Promise<void> {
  if (events.length === 0) return;
  await prismaSql(db)`
    INSERT INTO billing_event (
      id, user_id, type, source_key, description, amount_cents, currency, credits, payment_id, subscription_id, occurred_at
    )
    SELECT event.*
    FROM jsonb_to_recordset(${JSON.stringify(events.map(toRow))}::text::jsonb) AS event (
      id uuid, "userId" uuid, type text, "sourceKey" text, description text, "amountCents" integer, currency text,
      credits bigint, "paymentId" uuid, "subscriptionId" uuid, "occurredAt" timestamptz
    )
    ON CONFLICT DO NOTHING`;
}

const toRow = (event: NewBillingEvent) => ({ id: newId(), ...event, credits: event.credits?.toString() });
