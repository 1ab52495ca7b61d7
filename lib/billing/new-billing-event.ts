/** A line of the billing history that is to be written. */
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
    | "gift_redeemed"
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
