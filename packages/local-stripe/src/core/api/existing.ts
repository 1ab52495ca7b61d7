import type { Tables } from "../store/tables";
import type { Tx } from "../store/tx";
import { missingResource } from "./errors";

/** The customer, or Stripe's refusal when there is none. */
export function customerOf(tx: Tx, id: string, param = "id"): Tables["customer"] {
  const row = tx.get("customer", id);
  if (row === undefined) throw missingResource("customer", id, param);
  return row;
}

/** The subscription, or Stripe's refusal when there is none. */
export function subscriptionById(tx: Tx, id: string, param = "id"): Tables["subscription"] {
  const row = tx.get("subscription", id);
  if (row === undefined) throw missingResource("subscription", id, param);
  return row;
}
