import type { Tables } from "../store/tables";
import type { Tx } from "../store/tx";

/** Whether the next invoice of this subscription has something to be charged to. */
export function hasMethod(tx: Tx, subscription: Tables["subscription"]): boolean {
  const customer = tx.get("customer", subscription.customer);
  return (
    subscription.default_payment_method !== null || (customer?.invoice_settings.default_payment_method ?? null) !== null
  );
}
