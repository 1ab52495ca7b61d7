import type { Tx } from "../../core/store/tx";
import { periodOf } from "../periods";
import { periodEnded } from "../renew";
import { enterPhase } from "./advance";
import { beginSchedule } from "./begin";

/** A phase has ended, or a schedule begins. */
export function phaseDue(tx: Tx, id: string): void {
  const schedule = tx.get("subscription_schedule", id);
  if (schedule === undefined) return;
  if (schedule.status === "not_started") {
    beginSchedule(tx, id);
    tx.emitUpdate("subscription_schedule.updated", "subscription_schedule", id);
    return;
  }
  const subscription = tx.get("subscription", schedule.subscription ?? "");
  if (schedule.status !== "active" || subscription === undefined) return;
  // A period that ends at the same second is renewed in the new phase, whichever of the two was listed first.
  if (subscription.status !== "paused" && periodOf(subscription).end <= tx.now) {
    tx.unschedule("subscription.period_end", subscription.id);
    periodEnded(tx, subscription.id);
    return;
  }
  const entered = enterPhase(tx, id);
  const after = tx.need("subscription", subscription.id);
  // A schedule that is released at the end of its last phase leaves the subscription as it is.
  if (after !== subscription && after.ended_at === null) {
    tx.emitUpdateUnlessTold("customer.subscription.updated", "subscription", subscription.id);
  }
  entered?.tell();
}

export function scheduleExpiring(tx: Tx, id: string): void {
  if (tx.get("subscription_schedule", id)?.status === "active") {
    tx.emit("subscription_schedule.expiring", "subscription_schedule", id);
  }
}
