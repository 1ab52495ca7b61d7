import type { Due } from "../store/tables";
import type { Tx } from "../store/tx";

/** What happens when something falls due; `tx.now` is the moment it was due. */
export function handleDue(tx: Tx, due: Due): void {
  switch (due.kind) {
    case "delivery.retry": {
      const delivery = tx.get("delivery", due.subject);
      if (delivery?.state === "retrying") tx.put("delivery", { ...delivery, state: "pending", nextAttemptAt: null });
      return;
    }
    case "idempotency.forget":
      tx.remove("idempotency", due.subject);
      return;
  }
}
