import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { retireMethod } from "./usable";

/** Takes a method from its customer; nothing that pointed at it as a default does so any more. */
export function detach(tx: Tx, id: string): Tables["payment_method"] {
  const before = tx.need("payment_method", id);
  const owner = tx.get("customer", before.customer ?? "");
  const after = tx.put("payment_method", { ...before, customer: null });
  retireMethod(tx, id);
  const told = tx.emit("payment_method.detached", "payment_method", id);
  tx.put("event", { ...told, data: { ...told.data, previous_attributes: { customer: before.customer } } });
  if (owner?.invoice_settings.default_payment_method === id) {
    tx.patch("customer", owner.id, { invoice_settings: { ...owner.invoice_settings, default_payment_method: null } });
  }
  for (const subscription of tx.where("subscription", "customer", before.customer ?? "")) {
    if (subscription.default_payment_method === id && subscription.ended_at === null) {
      tx.patch("subscription", subscription.id, { default_payment_method: null });
    }
  }
  return after;
}
