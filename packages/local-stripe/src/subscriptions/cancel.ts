import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { abandonSchedule } from "./schedules/close";

type Subscription = Tables["subscription"];

export interface CancelReason {
  comment?: string | null;
  feedback?: string | null;
  reason?: "cancellation_requested" | "payment_failed" | "payment_disputed";
}

/** Cancels a subscription now: nothing more falls due. */
export function cancelNow(tx: Tx, id: string, why: CancelReason): Subscription {
  const before = tx.need("subscription", id);
  const after = tx.put("subscription", {
    ...before,
    pause_collection: null,
    pending_update: null,
    status: "canceled",
    canceled_at: before.canceled_at ?? tx.now,
    ended_at: tx.now,
    cancellation_details: {
      comment: why.comment ?? before.cancellation_details?.comment ?? null,
      feedback: why.feedback ?? before.cancellation_details?.feedback ?? null,
      feedback_option: null,
      reason: why.reason ?? before.cancellation_details?.reason ?? "cancellation_requested",
    },
  });
  forgetPlans(tx, id);
  tx.emit("customer.subscription.deleted", "subscription", id);
  if (before.schedule !== null) abandonSchedule(tx, before.schedule, why.reason === "payment_failed");
  return after;
}

export function forgetPlans(tx: Tx, subscription: string): void {
  tx.unschedule("subscription.period_end", subscription);
  tx.unschedule("subscription.cancel_at", subscription);
  tx.unschedule("subscription.trial_will_end", subscription);
  tx.unschedule("subscription.incomplete_expires", subscription);
  tx.unschedule("invoice.upcoming", subscription);
  tx.unschedule("subscription.pending_expires", subscription);
  tx.unschedule("subscription.resume_collection", subscription);
}
