import type { Tables } from "../store/tables";
import type { Tx } from "../store/tx";

const day = 86_400;
const upcomingBefore = 7 * day;
const trialWarningBefore = 3 * day;

/** Puts what this subscription has coming on the engine's list, replacing what was there. */
export function schedule(tx: Tx, subscription: Tables["subscription"]): void {
  const { id } = subscription;
  const item = subscription.items.data[0];
  if (item === undefined) throw new Error(`subscription ${id} has no items`);
  const { current_period_start: start, current_period_end: end } = item;
  tx.schedule("subscription.period_end", id, end);

  const { cancel_at: cancelAt } = subscription;
  if (cancelAt !== null && cancelAt !== end) tx.schedule("subscription.cancel_at", id, cancelAt);
  else tx.unschedule("subscription.cancel_at", id);

  const endsThere = subscription.cancel_at_period_end || (cancelAt !== null && cancelAt <= end);
  if (!endsThere && end - upcomingBefore > Math.max(start, tx.now - 1)) {
    tx.schedule("invoice.upcoming", id, end - upcomingBefore);
  } else tx.unschedule("invoice.upcoming", id);

  if (subscription.status === "trialing" && subscription.trial_end !== null) {
    tx.schedule("subscription.trial_will_end", id, Math.max(tx.now, subscription.trial_end - trialWarningBefore));
  } else tx.unschedule("subscription.trial_will_end", id);
}
