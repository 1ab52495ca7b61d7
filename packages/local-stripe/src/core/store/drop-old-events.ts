import { eventsKeptSeconds, isKept } from "./retention";
import type { Tx } from "./tx";

const daySeconds = 86_400;

/** Drops the events that are too old, with their deliveries, once a day while there are any. */
export function dropOldEvents(tx: Tx): void {
  for (const event of tx.each("event")) {
    if (isKept(event.created, tx.now)) {
      tx.schedule("event.expire", "all", Math.max(event.created + eventsKeptSeconds, tx.now + daySeconds));
      return;
    }
    for (const delivery of tx.where("delivery", "event", event.id)) {
      tx.unschedule("delivery.retry", delivery.id);
      tx.remove("delivery", delivery.id);
    }
    tx.remove("event", event.id);
  }
}
