import { invalid } from "../core/api/errors";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { paymentMethodOf } from "./attach";

type PaymentMethod = Tables["payment_method"];

/**
 * A method that may be charged or set up for a customer, or Stripe's refusal: it belongs to another, was detached, or
 * paid once without belonging to anybody. Sources: `paymentMethods.detach` in the SDK ("permanent and irreversible") and
 * https://docs.stripe.com/payments/payment-methods#reuse
 */
export function usableMethod(tx: Tx, id: string, customer: string | null, param = "payment_method"): PaymentMethod {
  const method = paymentMethodOf(tx, id, param);
  requireUsable(tx, method.id, param);
  if (method.customer !== null && method.customer !== customer) {
    throw invalid(
      `The provided PaymentMethod was attached to another customer; pass that customer to use it (${method.id}).`,
      param,
    );
  }
  return method;
}

/** The same of a method that was named before: it may have been detached since. */
export function requireUsable(tx: Tx, method: string, param = "payment_method"): void {
  if (tx.need("vault", method).usedUp !== true) return;
  throw invalid(
    "The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a " +
      "connected account without Customer attachment, or was detached from a Customer. It may not be used again. To " +
      "use a PaymentMethod multiple times, you must attach it to a Customer first.",
    param,
  );
}

/** From now on the method can be read, and nothing else. */
export function retireMethod(tx: Tx, method: string): void {
  tx.patch("vault", method, { usedUp: true });
}
