import { missingResource } from "../api/errors";
import type { Tables } from "../store/tables";
import type { Tx } from "../store/tx";

/** The invoice, or Stripe's refusal when there is none. */
export function invoiceOf(tx: Tx, id: string, param = "id"): Tables["invoice"] {
  const row = tx.get("invoice", id);
  if (row === undefined) throw missingResource("invoice", id, param);
  return row;
}
