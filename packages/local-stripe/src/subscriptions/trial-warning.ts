import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";

const warningSeconds = 3 * 86_400;

/**
 * `trial_will_end` comes three days before a trial is over, at once where less is left, and once for each end.
 * Source: the event's description in https://docs.stripe.com/api/events/types
 */
export function planTrialWarning(tx: Tx, { id, status, trial_end: end }: Tables["subscription"]): void {
  tx.unschedule("subscription.trial_will_end", id);
  if (status !== "trialing" || end === null) return;
  const at = end - warningSeconds;
  if (at > tx.now) tx.schedule("subscription.trial_will_end", id, at);
  // The code that creates the trial has yet to send the subscription's events.
  else tx.beforeEnd(() => trialWillEnd(tx, id));
}

/** The warning is due. */
export function trialWillEnd(tx: Tx, id: string): void {
  const subscription = tx.get("subscription", id);
  const end = subscription?.trial_end ?? null;
  if (subscription?.status !== "trialing" || end === null || tx.setting(warnedKey(id)) === end) return;
  tx.set(warnedKey(id), end);
  tellTrialEnd(tx, id);
}

/** The trial is ended early, by `trial_end=now` or a change of plan: the warning is sent at once. */
export function tellTrialEnd(tx: Tx, id: string): void {
  tx.emit("customer.subscription.trial_will_end", "subscription", id);
}

function warnedKey(subscription: string): string {
  return `trial_will_end:${subscription}`;
}
