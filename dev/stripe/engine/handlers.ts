import {
  cancelAtReached,
  finalizeDue,
  incompleteExpired,
  periodEnded,
  retryDue,
  trialWillEnd,
  upcomingDue,
} from "../billing/renew";
import { expireSession } from "../checkout/expire";
import type { Due, DueKind } from "../store/tables";
import type { Tx } from "../store/tx";

/** What happens when something falls due; `tx.now` is the moment it was due. */
export function handleDue(tx: Tx, due: Due): void {
  handlers[due.kind](tx, due.subject, due.event);
}

const handlers: Record<DueKind, (tx: Tx, subject: string, event: string | null) => void> = {
  "subscription.period_end": periodEnded,
  "subscription.cancel_at": cancelAtReached,
  "subscription.trial_will_end": trialWillEnd,
  "subscription.incomplete_expires": incompleteExpired,
  "invoice.upcoming": upcomingDue,
  "invoice.finalize": finalizeDue,
  "invoice.retry": retryDue,
  "checkout.expire": expireSession,
  "delivery.retry": retryDelivery,
  "idempotency.forget": (tx, key) => tx.remove("idempotency", key),
};

function retryDelivery(tx: Tx, id: string): void {
  const delivery = tx.get("delivery", id);
  if (delivery?.state === "retrying") tx.put("delivery", { ...delivery, state: "pending", nextAttemptAt: null });
}
