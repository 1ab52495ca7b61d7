import { invalid } from "../core/api/errors";
import type { Tx } from "../core/store/tx";

/** A customer's own payment method, or Stripe's refusal. */
export function ownMethod(tx: Tx, customer: string, method: string | undefined): string | null {
  if (method === undefined) return null;
  if (tx.get("payment_method", method)?.customer === customer) return method;
  throw invalid(
    `The customer does not have a payment method with the ID ${method}. The payment method must be attached to the customer.`,
    "default_payment_method",
    "resource_missing",
  );
}
