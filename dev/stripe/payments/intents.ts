import { newId } from "../ids";
import { buildBalanceTransaction } from "../objects/balance-transaction";
import { buildCharge } from "../objects/charge";
import { buildPaymentIntent, type IntentInput } from "../objects/payment-intent";
import type { Tables } from "../store/tables";
import type { Tx } from "../store/tx";
import { attachQuietly, cardBehind } from "./attach";
import type { Decline, TestCard } from "./cards";

type PaymentIntent = Tables["payment_intent"];
type Charge = Tables["charge"];

export type Attempt =
  | { kind: "succeeded"; charge: Charge }
  | { kind: "declined"; decline: Decline; charge: Charge | null }
  | { kind: "requires_action" };

export interface AttemptInput {
  method: string;
  /** The buyer is not there to answer a challenge. */
  offSession: boolean;
  /** The buyer has just passed the bank's challenge. */
  challengePassed?: boolean;
  /** Where the bank's page sends the buyer back to. */
  returnUrl?: string | null;
}

export function createIntent(tx: Tx, input: Omit<IntentInput, "id" | "created">): PaymentIntent {
  const intent = tx.put("payment_intent", buildPaymentIntent({ ...input, id: newId("pi"), created: tx.now }));
  tx.emit("payment_intent.created", "payment_intent", intent.id);
  return intent;
}

/** Asks the card for the money, once. What happened is on record whichever way it ends. */
export function attemptIntent(tx: Tx, id: string, input: AttemptInput): Attempt {
  const intent = tx.patch("payment_intent", id, { payment_method: input.method, next_action: null });
  const card = cardBehind(tx, input.method);
  const passed = input.challengePassed === true;
  if (card.charge === null && !passed && needsChallenge(tx, card, input)) {
    return requireAction(tx, intent, input);
  }
  if (card.charge !== null) return declineIntent(tx, intent, input, card.charge);

  const charge = recordCharge(tx, intent, input, null);
  tx.emit("charge.succeeded", "charge", charge.id);
  if (intent.setup_future_usage !== null && intent.customer !== null) {
    if (passed) tx.patch("vault", input.method, { authenticated: true });
    attachQuietly(tx, input.method, intent.customer);
  }
  tx.put("payment_intent", {
    ...intent,
    amount_received: intent.amount,
    last_payment_error: null,
    latest_charge: charge.id,
    status: "succeeded",
  });
  tx.emit("payment_intent.succeeded", "payment_intent", id);
  return { kind: "succeeded", charge };
}

/** The buyer failed or refused the bank's challenge. */
export function failChallenge(tx: Tx, id: string): Attempt {
  const intent = tx.need("payment_intent", id);
  const decline: Decline = {
    code: "payment_intent_authentication_failure",
    declineCode: "",
    message:
      "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
    advice: "",
  };
  markFailed(tx, intent, decline, null);
  tx.emit("payment_intent.payment_failed", "payment_intent", id);
  return { kind: "declined", decline, charge: null };
}

function needsChallenge(tx: Tx, card: TestCard, input: AttemptInput): boolean {
  switch (card.challenge) {
    case "never":
      return false;
    case "always":
      return true;
    case "off_session":
      return input.offSession;
    case "unless_set_up":
      return !(input.offSession && tx.need("vault", input.method).authenticated);
  }
}

function requireAction(tx: Tx, intent: PaymentIntent, input: AttemptInput): Attempt {
  tx.put("payment_intent", {
    ...intent,
    status: "requires_action",
    next_action: {
      redirect_to_url: { return_url: input.returnUrl ?? null, url: `${tx.baseUrl}/challenge/${intent.id}` },
      type: "redirect_to_url",
    },
  });
  tx.emit("payment_intent.requires_action", "payment_intent", intent.id);
  return { kind: "requires_action" };
}

function declineIntent(tx: Tx, intent: PaymentIntent, input: AttemptInput, decline: Decline): Attempt {
  const charge = recordCharge(tx, intent, input, decline);
  tx.emit("charge.failed", "charge", charge.id);
  markFailed(tx, intent, decline, charge);
  tx.emit("payment_intent.payment_failed", "payment_intent", intent.id);
  return { kind: "declined", decline, charge };
}

function markFailed(tx: Tx, intent: PaymentIntent, decline: Decline, charge: Charge | null): void {
  const method = tx.get("payment_method", intent.payment_method ?? "");
  tx.put("payment_intent", {
    ...intent,
    latest_charge: charge?.id ?? intent.latest_charge,
    last_payment_error: {
      ...(charge === null ? {} : { charge: charge.id }),
      ...(decline.advice === "" ? {} : { advice_code: decline.advice }),
      code: decline.code,
      ...(decline.declineCode === "" ? {} : { decline_code: decline.declineCode }),
      doc_url: `https://stripe.com/docs/error-codes/${decline.code.replaceAll("_", "-")}`,
      message: decline.message,
      // Stripe nests the whole payment method here; it is not a reference.
      ...(method === undefined ? {} : { payment_method: method }),
      type: "card_error",
    },
    next_action: null,
    payment_method: null,
    status: "requires_payment_method",
  });
}

function recordCharge(tx: Tx, intent: PaymentIntent, input: AttemptInput, decline: Decline | null): Charge {
  const id = newId("ch");
  const method = tx.need("payment_method", input.method);
  const movement =
    decline === null
      ? tx.put(
          "balance_transaction",
          buildBalanceTransaction({
            id: newId("txn"),
            created: tx.now,
            amount: intent.amount,
            currency: intent.currency,
            source: id,
            type: "charge",
            description: intent.description,
          }),
        )
      : null;
  return tx.put(
    "charge",
    buildCharge({
      id,
      created: tx.now,
      intent,
      method,
      decline,
      balanceTransaction: movement?.id ?? null,
      receiptUrl: `${tx.baseUrl}/receipts/${id}`,
      authenticated: input.challengePassed === true,
      offSession: input.offSession,
    }),
  );
}
