import { missingResource } from "../core/api/errors";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";

/** The invoice, or Stripe's refusal when there is none. */
export function invoiceOf(tx: Tx, id: string, param = "id"): Tables["invoice"] {
  const row = tx.get("invoice", id);
  if (row === undefined) throw missingResource("invoice", id, param);
  return row;
}
