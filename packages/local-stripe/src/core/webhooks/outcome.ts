import type { Delivery, DeliveryAttempt } from "../store/tables";
import type { Tx } from "../store/tx";

/** Seconds until the next attempt after the 1st, 2nd, … failure; the last one repeats until three days are over. */
const backoffSeconds = [5, 30, 300, 1800, 7200, 18_000, 36_000];
const giveUpAfterSeconds = 3 * 24 * 3600;
const keptAttempts = 30;

/** Writes an attempt into the delivery's log and decides what follows: done, another attempt, or giving up. */
export function attempted(tx: Tx, id: string, attempt: DeliveryAttempt): void {
  const delivery = tx.get("delivery", id);
  if (delivery === undefined) return;
  const attempts = [...delivery.attempts, attempt].slice(-keptAttempts);
  if (delivery.state === "succeeded" || isSuccess(attempt)) {
    tx.put("delivery", { ...delivery, attempts, state: "succeeded", nextAttemptAt: null });
    tx.unschedule("delivery.retry", id);
    return;
  }
  const next = nextAttempt(delivery, attempts.length, tx.now, tx.get("event", delivery.event)?.created ?? tx.now);
  // A deleted or disabled endpoint gets no further attempts.
  const isHeard = tx.get("webhook_endpoint", delivery.endpoint)?.status === "enabled";
  if (next === null || !isHeard) {
    tx.put("delivery", { ...delivery, attempts, state: "failed", nextAttemptAt: null });
    tx.unschedule("delivery.retry", id);
    return;
  }
  tx.put("delivery", { ...delivery, attempts, state: "retrying", nextAttemptAt: next });
  tx.schedule("delivery.retry", id, next);
}

/** Puts a first attempt off. */
export function postponed(tx: Tx, id: string, at: number): void {
  const delivery = tx.need("delivery", id);
  tx.put("delivery", { ...delivery, state: "retrying", nextAttemptAt: at });
  tx.schedule("delivery.retry", id, at);
}

/** Only 2xx counts; a redirect is a failure, as at Stripe. */
function isSuccess(attempt: DeliveryAttempt): boolean {
  return attempt.status !== null && attempt.status >= 200 && attempt.status < 300;
}

function nextAttempt(delivery: Delivery, made: number, now: number, created: number): number | null {
  const wait = backoffSeconds[Math.min(made, backoffSeconds.length) - 1] ?? 5;
  const next = now + wait;
  return next - created > giveUpAfterSeconds || delivery.state === "failed" ? null : next;
}
