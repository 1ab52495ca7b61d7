import { newId } from "../core/ids";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { attachQuietly, behaviourBehind } from "./attach";
import type { Behaviour, Decline } from "./cards";
import { nextAction } from "./next-action";
import { buildPaymentIntent, type IntentInput } from "./objects/payment-intent";
import { planDispute, recordCharge } from "./record-charge";
import { retireMethod } from "./usable";

const day = 86_400;
/** Source: https://docs.stripe.com/payments/place-a-hold-on-a-payment-method */
const authorizedDays = 7;

type PaymentIntent = Tables["payment_intent"];
type Charge = Tables["charge"];

export type Attempt =
  | { kind: "succeeded"; charge: Charge }
  | { kind: "declined"; decline: Decline; charge: Charge | null }
  /** A pending bank debit; see arrival.ts. */
  | { kind: "processing"; charge: Charge }
  /** Held until captured; see payments/capture.ts. */
  | { kind: "authorized"; charge: Charge }
  | { kind: "requires_action" };

export interface AttemptInput {
  method: string;
  /** The buyer is not there to answer a challenge. */
  offSession: boolean;
  /** Nobody could answer a challenge: it counts as a decline. */
  refuseChallenge?: boolean;
  /** The buyer has just passed the bank's challenge. */
  challengePassed?: boolean;
  /** Where the bank's page sends the buyer back to; without one, Stripe.js shows that page. */
  returnUrl?: string | null;
  /** Stripe.js shows the bank's page even so. */
  useStripeSdk?: boolean;
}

export function createIntent(tx: Tx, input: Omit<IntentInput, "id" | "created">): PaymentIntent {
  const intent = tx.put("payment_intent", buildPaymentIntent({ ...input, id: newId("pi"), created: tx.now }));
  tx.emit("payment_intent.created", "payment_intent", intent.id);
  return intent;
}

/** Asks the method for the money, once. What happened is on record whichever way it ends. */
export function attemptIntent(tx: Tx, id: string, input: AttemptInput): Attempt {
  const intent = tx.patch("payment_intent", id, { payment_method: input.method, next_action: null });
  const how = behaviourBehind(tx, input.method);
  const passed = input.challengePassed === true;
  if (how.charge === null && !passed && needsChallenge(tx, how, input)) {
    if (input.refuseChallenge) return declineIntent(tx, intent, input, authenticationRequired);
    return requireAction(tx, intent, input);
  }
  if (how.charge !== null) return declineIntent(tx, intent, input, how.charge);
  if (how.delay !== null) return startDelayed(tx, intent, input, how.delay.days);
  if (intent.capture_method === "manual") return authorize(tx, intent, input);

  const charge = recordCharge(tx, { ...recordOf(intent, input), state: "settled", decline: null });
  tx.emit("charge.succeeded", "charge", charge.id);
  keepMethod(tx, intent, input);
  tx.put("payment_intent", {
    ...intent,
    amount_received: intent.amount,
    last_payment_error: null,
    latest_charge: charge.id,
    status: "succeeded",
  });
  tx.emit("payment_intent.succeeded", "payment_intent", id);
  planDispute(tx, charge.id, how.dispute);
  return { kind: "succeeded", charge };
}

/** The buyer failed or refused the bank's challenge. */
export function failChallenge(tx: Tx, id: string): Attempt {
  const intent = tx.need("payment_intent", id);
  const isCard = tx.get("payment_method", intent.payment_method ?? "")?.type === "card";
  const decline = isCard ? notAuthenticated : notAuthorized;
  markFailed(tx, intent, decline, null);
  tx.emit("payment_intent.payment_failed", "payment_intent", id);
  return { kind: "declined", decline, charge: null };
}

const authenticationRequired: Decline = {
  code: "authentication_required",
  declineCode: "authentication_required",
  message:
    "Your card was declined. This transaction requires authentication. Please check your card details and try again.",
  advice: "confirm_card_data",
};
const notAuthenticated: Decline = {
  code: "payment_intent_authentication_failure",
  declineCode: "",
  message: "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
  advice: "",
};
const notAuthorized: Decline = {
  code: "payment_intent_payment_attempt_failed",
  declineCode: "",
  message: "The payment was not authorized. Please choose a different payment method and try again.",
  advice: "",
};

function needsChallenge(tx: Tx, how: Behaviour, input: AttemptInput): boolean {
  switch (how.challenge) {
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
    next_action: nextAction(tx, intent.id, input),
  });
  tx.emit("payment_intent.requires_action", "payment_intent", intent.id);
  return { kind: "requires_action" };
}

function declineIntent(tx: Tx, intent: PaymentIntent, input: AttemptInput, decline: Decline): Attempt {
  const charge = recordCharge(tx, { ...recordOf(intent, input), state: "failed", decline });
  tx.emit("charge.failed", "charge", charge.id);
  markFailed(tx, intent, decline, charge);
  tx.emit("payment_intent.payment_failed", "payment_intent", intent.id);
  return { kind: "declined", decline, charge };
}

export function markFailed(tx: Tx, intent: PaymentIntent, decline: Decline, charge: Charge | null): void {
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

/** A bank debit is on its way: it is known in days whether the money arrives. */
function startDelayed(tx: Tx, intent: PaymentIntent, input: AttemptInput, days: number | null): Attempt {
  const charge = recordCharge(tx, { ...recordOf(intent, input), state: "pending", decline: null });
  tx.emit("charge.pending", "charge", charge.id);
  keepMethod(tx, intent, input);
  tx.put("payment_intent", { ...intent, last_payment_error: null, latest_charge: charge.id, status: "processing" });
  tx.emit("payment_intent.processing", "payment_intent", intent.id);
  if (days !== null) tx.schedule("payment.arrive", intent.id, tx.now + days * day);
  return { kind: "processing", charge };
}

/** The bank holds the money for a week, to be captured or let go. */
function authorize(tx: Tx, intent: PaymentIntent, input: AttemptInput): Attempt {
  const charge = recordCharge(tx, { ...recordOf(intent, input), state: "authorized", decline: null });
  tx.emit("charge.succeeded", "charge", charge.id);
  keepMethod(tx, intent, input);
  tx.put("payment_intent", {
    ...intent,
    amount_capturable: intent.amount,
    last_payment_error: null,
    latest_charge: charge.id,
    status: "requires_capture",
  });
  tx.emit("payment_intent.amount_capturable_updated", "payment_intent", intent.id);
  tx.schedule("payment.release", intent.id, tx.now + authorizedDays * day);
  return { kind: "authorized", charge };
}

/**
 * A method that is wanted again belongs to the customer from its first success on; one that belongs to no customer has paid
 * for the only time, unless it was to be saved. Source: `setup_future_usage` in https://docs.stripe.com/api/payment_intents/create
 */
function keepMethod(tx: Tx, intent: PaymentIntent, input: AttemptInput): void {
  const belongs = tx.need("payment_method", input.method).customer !== null;
  if (intent.setup_future_usage === null && !belongs) retireMethod(tx, input.method);
  if (intent.setup_future_usage === null || intent.customer === null) return;
  if (input.challengePassed === true) tx.patch("vault", input.method, { authenticated: true });
  attachQuietly(tx, input.method, intent.customer);
}

function recordOf(intent: PaymentIntent, input: AttemptInput) {
  const { method, offSession, challengePassed } = input;
  return { intent, method, offSession, authenticated: challengePassed === true };
}
