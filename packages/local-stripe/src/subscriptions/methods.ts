import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";

/** What the next invoice of this subscription is charged to. The subscription's own method comes before the customer's default. */
export function defaultMethodOf(tx: Tx, subscription: Tables["subscription"]): Tables["payment_method"] | undefined {
  const customer = tx.get("customer", subscription.customer);
  const id = subscription.default_payment_method ?? customer?.invoice_settings.default_payment_method;
  return tx.get("payment_method", id ?? "");
}
