import { seeded, shuffled } from "../core/seeded";
import { engineOrigin, type Store } from "../core/store/store";
import { deliveryId } from "../core/store/tx";
import type { Dispatcher } from "../core/webhooks/dispatcher";
import { Refused } from "./body";

export type FlushOrder = "emitted" | "reversed" | "shuffled" | string[];

/** Sends held deliveries one by one in the given order; returns the event ids in the order sent. */
export async function flushHeld(
  store: Store,
  dispatcher: Dispatcher,
  order: FlushOrder,
  seed: number,
): Promise<string[]> {
  const held = store.where("delivery", "unfinished", "held");
  const sent: string[] = [];
  for (const delivery of ordered(held, order, seed)) {
    await dispatcher.attempt(delivery.id);
    sent.push(delivery.event);
  }
  return sent;
}

/** Delivers an event again, as a person does from the dashboard: same id, same payload, new signature. */
export async function resend(
  store: Store,
  dispatcher: Dispatcher,
  event: string,
  times: number,
  concurrently: boolean,
): Promise<number> {
  if (store.get("event", event) === undefined) throw new Refused(`No such event: ${event}`);
  const ids = deliveriesOf(store, event);
  let attempts = 0;
  const rounds = Array.from({ length: times }, () => ids).flat();
  if (concurrently) {
    await Promise.all(rounds.map((id) => dispatcher.attempt(id)));
    return rounds.length;
  }
  for (const id of rounds) {
    await dispatcher.attempt(id);
    attempts += 1;
  }
  return attempts;
}

/** The event's deliveries; endpoints that did not exist when it was emitted get theirs now. */
function deliveriesOf(store: Store, event: string): string[] {
  return store.write(engineOrigin, (tx) => {
    const existing = tx.where("delivery", "event", event);
    const missing = tx
      .rows("webhook_endpoint")
      .filter((endpoint) => endpoint.status === "enabled")
      .filter((endpoint) => !existing.some((row) => row.endpoint === endpoint.id))
      .map((endpoint) =>
        tx.put("delivery", {
          id: deliveryId(event, endpoint.id),
          event,
          endpoint: endpoint.id,
          state: "held",
          attempts: [],
          nextAttemptAt: null,
        }),
      );
    return [...existing.filter((row) => tx.get("webhook_endpoint", row.endpoint)), ...missing].map((row) => row.id);
  });
}

function ordered<T extends { event: string }>(rows: T[], order: FlushOrder, seed: number): T[] {
  if (order === "emitted") return rows;
  if (order === "reversed") return rows.reverse();
  if (order === "shuffled") return shuffled(rows, seeded(seed));
  return order.flatMap((event) => rows.filter((row) => row.event === event));
}
