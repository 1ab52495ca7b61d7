import type { Tx } from "../../core/store/tx";
import type { Schedule } from "../objects/subscription-schedule";

/** The subscription of a schedule has ended, and with it what was planned. */
export function abandonSchedule(tx: Tx, id: string, isForWantOfPayment: boolean): void {
  const schedule = tx.get("subscription_schedule", id);
  if (schedule === undefined || isOver(schedule)) return;
  close(tx, { ...schedule, canceled_at: tx.now, current_phase: null, status: "canceled" });
  const type = isForWantOfPayment ? "subscription_schedule.aborted" : "subscription_schedule.canceled";
  tx.emit(type, "subscription_schedule", id);
}

/** Releases the subscription, which continues as it is. */
export function releaseSchedule(tx: Tx, id: string): Schedule {
  const schedule = tx.need("subscription_schedule", id);
  const { subscription } = schedule;
  close(tx, {
    ...schedule,
    current_phase: null,
    released_at: tx.now,
    released_subscription: subscription,
    status: "released",
    subscription: null,
  });
  if (subscription !== null) tx.patch("subscription", subscription, { schedule: null });
  tx.emit("subscription_schedule.released", "subscription_schedule", id);
  return tx.need("subscription_schedule", id);
}

export function completeSchedule(tx: Tx, id: string): void {
  const schedule = tx.need("subscription_schedule", id);
  close(tx, { ...schedule, completed_at: tx.now, current_phase: null, status: "completed" });
  tx.emit("subscription_schedule.completed", "subscription_schedule", id);
}

export function isOver(schedule: Schedule): boolean {
  return schedule.status !== "active" && schedule.status !== "not_started";
}

function close(tx: Tx, after: Schedule): void {
  tx.put("subscription_schedule", after);
  tx.unschedule("subscription_schedule.phase", after.id);
  tx.unschedule("subscription_schedule.expiring", after.id);
}
