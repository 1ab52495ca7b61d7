import type { NewBillingEvent } from "@/lib/billing/new-billing-event";
import type { EventType } from "@/lib/webhooks/event-types";
import type { NewMessage } from "@/lib/webhooks/record-messages";

type BillingEventType = NewBillingEvent["type"];

/** What each line of the billing history is to other apps. Credits are announced as such, from the ledger. */
const ANNOUNCED: Record<BillingEventType, EventType | null> = {
  subscription_started: "subscription.started",
  trial_started: "subscription.started",
  trial_refused: null,
  renewed: "subscription.renewed",
  billed: null,
  collection_paused: "subscription.paused",
  collection_resumed: "subscription.unpaused",
  free_time_given: null,
  plan_given: "subscription.started",
  given_plan_ended: "subscription.ended",
  refilled: null,
  upgraded: null,
  change_scheduled: "subscription.change_scheduled",
  change_unscheduled: "subscription.change_unscheduled",
  changed: "subscription.changed",
  refund_failed: "payment.refund_failed",
  dispute_opened: "payment.disputed",
  dispute_won: "payment.dispute_won",
  dispute_lost: "payment.dispute_lost",
  duplicate_ended: null,
  pack_bought: "top_up.succeeded",
  payment_failed: "payment.failed",
  payment_pending: "payment.pending",
  cancel_scheduled: "subscription.cancel_scheduled",
  resumed: "subscription.resumed",
  subscription_ended: "subscription.ended",
  referral_rewarded: null,
  promo_redeemed: null,
  gift_redeemed: null,
  refunded: "payment.refunded",
  credited: "payment.credited",
};

/** The lines that tell of money that was received. */
const PAID: ReadonlySet<BillingEventType> = new Set([
  "subscription_started",
  "renewed",
  "billed",
  "changed",
  "pack_bought",
]);

/** What a line of the billing history announces to other apps: nothing, one message or two. */
export function announcedAs(event: NewBillingEvent): NewMessage[] {
  const { userId, sourceKey, paymentId, subscriptionId, occurredAt, description, amountCents, currency, credits } =
    event;
  const money = amountCents !== undefined && currency !== undefined ? { amountCents, currency } : {};
  const data = { description, ...money, ...(credits !== undefined && { credits }) };
  const message = { userId, sourceKey, paymentId, subscriptionId, occurredAt, data };
  const isPaid = PAID.has(event.type) && paymentId !== undefined && (amountCents ?? 0) > 0;
  const itself = ANNOUNCED[event.type];
  return [
    ...(isPaid ? [{ ...message, type: "payment.succeeded" as const }] : []),
    ...(itself ? [{ ...message, type: itself }] : []),
  ];
}
