import { couponExpired, promotionCodeExpired } from "./catalogue/redeem";
import { expireSession } from "./checkout/expire";
import { stepTestClock } from "./core/clock/test-clocks";
import { dropOldEvents } from "./core/store/drop-old-events";
import type { Due, DueKind } from "./core/store/tables";
import type { Tx } from "./core/store/tx";
import { pastDue } from "./invoices/issue";
import { arriveDue } from "./payments/arrival";
import { releaseDue } from "./payments/capture";
import { decisionDue, disputeDue } from "./payments/dispute";
import { refundDue } from "./payments/refund";
import { resumeCollection } from "./subscriptions/pause-collection";
import { dropPendingUpdate } from "./subscriptions/pending-update";
import {
  cancelAtReached,
  finalizeDue,
  incompleteExpired,
  periodEnded,
  retryDue,
  upcomingDue,
} from "./subscriptions/renew";
import { resumptionExpired } from "./subscriptions/resume";
import { phaseDue, scheduleExpiring } from "./subscriptions/schedules/due";
import { trialWillEnd } from "./subscriptions/trial-warning";

/** What happens when something falls due; `tx.now` is the moment it was due. */
export function handleDue(tx: Tx, due: Due): void {
  handlers[due.kind](tx, due.subject, due.event);
}

const handlers: Record<DueKind, (tx: Tx, subject: string, event: string | null) => void> = {
  "subscription.period_end": periodEnded,
  "subscription.cancel_at": cancelAtReached,
  "subscription.trial_will_end": trialWillEnd,
  "subscription.incomplete_expires": incompleteExpired,
  "subscription.pending_expires": dropPendingUpdate,
  "subscription.resume_collection": resumeCollection,
  "subscription_schedule.phase": phaseDue,
  "subscription_schedule.expiring": scheduleExpiring,
  "invoice.upcoming": upcomingDue,
  "invoice.past_due": pastDue,
  "invoice.resumption_expires": resumptionExpired,
  "invoice.finalize": finalizeDue,
  "invoice.retry": retryDue,
  "checkout.expire": expireSession,
  "coupon.expire": couponExpired,
  "promotion_code.expire": promotionCodeExpired,
  "test_clock.step": (tx, id) => stepTestClock(tx, id, handleDue),
  "delivery.retry": retryDelivery,
  "event.expire": dropOldEvents,
  "payment.arrive": arriveDue,
  "payment.release": releaseDue,
  "dispute.open": disputeDue,
  "dispute.decide": decisionDue,
  "refund.settle": refundDue,
  "idempotency.forget": (tx, key) => tx.remove("idempotency", key),
};

function retryDelivery(tx: Tx, id: string): void {
  const delivery = tx.get("delivery", id);
  if (delivery?.state === "retrying") tx.put("delivery", { ...delivery, state: "pending", nextAttemptAt: null });
}
