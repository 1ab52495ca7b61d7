import type { Tx } from "../../core/store/tx";
import { buildPhaseItem } from "../objects/subscription-schedule";
import { carriedDiscounts } from "./discounts";

/** A subscription changed by hand takes its schedule's running phase along; the phases to come stay as planned. */
export function followChange(tx: Tx, id: string): void {
  const schedule = tx.need("subscription_schedule", id);
  const subscription = tx.get("subscription", schedule.subscription ?? "");
  const current = schedule.current_phase;
  if (subscription === undefined || current === null) return;
  const items = subscription.items.data.map((item) => buildPhaseItem(item.price.id, item.quantity ?? 1, item.metadata));
  const phases = schedule.phases.map((phase) =>
    phase.start_date === current.start_date ? { ...phase, items, discounts: carriedDiscounts(subscription) } : phase,
  );
  tx.put("subscription_schedule", { ...schedule, phases });
}
