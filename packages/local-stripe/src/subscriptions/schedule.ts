import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { periodOf } from "./periods";
import { planTrialWarning } from "./trial-warning";

const day = 86_400;
const upcomingBefore = 7 * day;

/** Schedules what this subscription has coming, replacing what was scheduled. */
export function schedule(tx: Tx, subscription: Tables["subscription"]): void {
  const { id } = subscription;
  const { start, end } = periodOf(subscription);
  tx.schedule("subscription.period_end", id, end);

  const { cancel_at: cancelAt } = subscription;
  if (cancelAt !== null && cancelAt !== end) tx.schedule("subscription.cancel_at", id, cancelAt);
  else tx.unschedule("subscription.cancel_at", id);

  const endsThere = subscription.cancel_at_period_end || (cancelAt !== null && cancelAt <= end);
  if (!endsThere && end - upcomingBefore > Math.max(start, tx.now - 1)) {
    tx.schedule("invoice.upcoming", id, end - upcomingBefore);
  } else tx.unschedule("invoice.upcoming", id);

  planTrialWarning(tx, subscription);
}
