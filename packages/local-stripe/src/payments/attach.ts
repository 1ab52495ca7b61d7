import { ApiError, invalid, missingResource } from "../core/api/errors";
import { newId } from "../core/ids";
import { toJson } from "../core/store/diff";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { type Behaviour, type Decline, readyMadeNumber, type TestCard, testCard } from "./cards";
import { type BankAccount, behaviourOf, readyMadeBank, readyMadeWallet } from "./instruments";
import {
  type BillingDetails,
  buildBankMethod,
  buildCardMethod,
  buildWalletMethod,
  noBilling,
} from "./objects/payment-method";

type PaymentMethod = Tables["payment_method"];

/** A payment method that exists, made on the spot for `pm_card_…` and its like. */
export function paymentMethodOf(tx: Tx, id: string, param = "id"): PaymentMethod {
  const number = readyMadeNumber(id);
  const card = number === undefined ? undefined : testCard(number);
  if (card !== undefined) return createCardMethod(tx, { card, expMonth: 12, expYear: yearOf(tx.now) + 3 });
  const bank = readyMadeBank(id);
  if (bank !== undefined) return createBankMethod(tx, { bank });
  if (id === readyMadeWallet) return createWalletMethod(tx, {});
  const row = tx.get("payment_method", id);
  if (row === undefined) throw missingResource("PaymentMethod", id, param);
  return row;
}

export interface NewMethod {
  billing?: BillingDetails;
  metadata?: Record<string, string>;
  allowRedisplay?: string;
}

export interface NewCard extends NewMethod {
  card: TestCard;
  expMonth: number;
  expYear: number;
}

export function createCardMethod(tx: Tx, input: NewCard): PaymentMethod {
  const { card, expMonth, expYear } = input;
  const frame = vaulted(tx, card.number, input);
  return tx.put("payment_method", buildCardMethod({ ...frame, card, expMonth, expYear }));
}

export function createBankMethod(tx: Tx, input: NewMethod & { bank: BankAccount }): PaymentMethod {
  return tx.put("payment_method", buildBankMethod({ ...vaulted(tx, input.bank.number, input), bank: input.bank }));
}

export function createWalletMethod(tx: Tx, input: NewMethod): PaymentMethod {
  return tx.put("payment_method", buildWalletMethod(vaulted(tx, "paypal", input)));
}

function vaulted(tx: Tx, number: string, input: NewMethod) {
  const id = newId("pm");
  tx.put("vault", { id, number, authenticated: false });
  return {
    id,
    created: tx.now,
    billing: input.billing ?? noBilling,
    metadata: input.metadata ?? {},
    allowRedisplay: input.allowRedisplay ?? "unspecified",
  };
}

/** How the card, account or wallet behind a payment method behaves. */
export function behaviourBehind(tx: Tx, method: string): Behaviour {
  const behaviour = behaviourOf(tx.need("vault", method).number);
  if (behaviour === undefined) throw new Error(`payment method ${method} is none of the test ones`);
  return behaviour;
}

/** Attaches for the API: a card that cannot be saved is refused with 402. */
export function attachPaymentMethod(tx: Tx, id: string, customer: string, param = "id"): PaymentMethod {
  const method = paymentMethodOf(tx, id, param);
  if (method.customer === customer) return method;
  if (tx.need("vault", method.id).usedUp === true) {
    throw invalid(
      "This PaymentMethod was previously used without being attached to a Customer or was detached from a Customer, " +
        "and may not be used again.",
      param,
    );
  }
  if (method.customer !== null) {
    throw invalid("The payment method you provided has already been attached to a customer.", param);
  }
  const why = behaviourBehind(tx, method.id).attach;
  if (why !== null) throw cardError(why, { payment_method: toJson(method) });
  return attachQuietly(tx, method.id, customer);
}

/** Attaches a method that a payment or a set-up has already accepted, and sends the event. */
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
    ...(why.declineCode === "" ? {} : { decline_code: why.declineCode }),
    ...(why.advice === "" ? {} : { advice_code: why.advice }),
    message: why.message,
    ...more,
  });
}

function yearOf(at: number): number {
  return new Date(at * 1000).getUTCFullYear();
}
