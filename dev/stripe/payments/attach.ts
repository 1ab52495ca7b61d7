import { ApiError, invalid, missingResource } from "../api/errors";
import { newId } from "../ids";
import { type BillingDetails, buildCardMethod, noBilling } from "../objects/payment-method";
import { toJson } from "../store/diff";
import type { Tables } from "../store/tables";
import type { Tx } from "../store/tx";
import { type Decline, readyMadeNumber, type TestCard, testCard } from "./cards";

type PaymentMethod = Tables["payment_method"];

/** A payment method that exists, made on the spot for `pm_card_…`. */
export function paymentMethodOf(tx: Tx, id: string, param = "id"): PaymentMethod {
  const number = readyMadeNumber(id);
  const card = number === undefined ? undefined : testCard(number);
  if (card !== undefined) return createCardMethod(tx, { card, expMonth: 12, expYear: yearOf(tx.now) + 3 });
  const row = tx.get("payment_method", id);
  if (row === undefined) throw missingResource("PaymentMethod", id, param);
  return row;
}

export interface NewCard {
  card: TestCard;
  expMonth: number;
  expYear: number;
  billing?: BillingDetails;
  metadata?: Record<string, string>;
  allowRedisplay?: string;
}

export function createCardMethod(tx: Tx, input: NewCard): PaymentMethod {
  const id = newId("pm");
  tx.put("vault", { id, number: input.card.number, authenticated: false });
  return tx.put(
    "payment_method",
    buildCardMethod({
      id,
      created: tx.now,
      card: input.card,
      expMonth: input.expMonth,
      expYear: input.expYear,
      billing: input.billing ?? noBilling,
      metadata: input.metadata ?? {},
      allowRedisplay: input.allowRedisplay ?? "unspecified",
    }),
  );
}

/** How the card behind a payment method behaves. */
export function cardBehind(tx: Tx, method: string): TestCard {
  const card = testCard(tx.need("vault", method).number);
  if (card === undefined) throw new Error(`payment method ${method} has no test card`);
  return card;
}

/** Attaches for the API: a card that cannot be saved is refused with 402. */
export function attachPaymentMethod(tx: Tx, id: string, customer: string, param = "id"): PaymentMethod {
  const method = paymentMethodOf(tx, id, param);
  if (method.customer === customer) return method;
  if (method.customer !== null) {
    throw invalid("The payment method you provided has already been attached to a customer.", param);
  }
  const why = cardBehind(tx, method.id).attach;
  if (why !== null) throw cardError(why, { payment_method: toJson(method) });
  return attachQuietly(tx, method.id, customer);
}

/** Attaches what was already accepted (by a payment or a set-up) and tells of it. */
export function attachQuietly(tx: Tx, method: string, customer: string): PaymentMethod {
  const before = tx.need("payment_method", method);
  if (before.customer === customer) return before;
  const after = tx.put("payment_method", { ...before, customer });
  tx.emit("payment_method.attached", "payment_method", method);
  return after;
}

export function cardError(why: Decline, more: Partial<ApiError["body"]> = {}): ApiError {
  return new ApiError(402, {
    type: "card_error",
    code: why.code,
    decline_code: why.declineCode,
    advice_code: why.advice,
    message: why.message,
    ...more,
  });
}

function yearOf(at: number): number {
  return new Date(at * 1000).getUTCFullYear();
}
