import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";

export interface PendingFor {
  customer: string;
  /** With a subscription its own items come along, and those that belong to none. */
  subscription: string | null;
  currency: string;
}

/** The invoice items that wait for the next invoice. */
export function pendingItems(tx: Tx, wanted: PendingFor): Tables["invoiceitem"][] {
  return tx.where("invoiceitem", "pending", wanted.customer).filter((item) => {
    if (item.currency !== wanted.currency) return false;
    const owner = item.parent?.subscription_details?.subscription ?? null;
    return owner === null || owner === wanted.subscription;
  });
}
