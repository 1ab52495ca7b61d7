import { invalid } from "../core/api/errors";
import type { Answer } from "../core/api/route";
import { toJson } from "../core/store/diff";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { cardError } from "./attach";
import { attemptIntent } from "./intents";
import { requireUsable } from "./usable";

export interface Confirmation {
  offSession: boolean;
  returnUrl: string | null;
  /** Stripe.js will show the bank's page. */
  useStripeSdk: boolean;
  /** Answer a needed challenge with 402 instead of a next action. */
  refuseAction: boolean;
}

/** Confirms an intent for the API: answers with it, or with the card error that its attempt ended in. */
export function confirmIntent(tx: Tx, id: string, input: Confirmation): Answer {
  const intent = tx.need("payment_intent", id);
  if (intent.payment_method === null) {
    throw invalid(
      "You cannot confirm this PaymentIntent because it's missing a payment method.",
      undefined,
      "payment_intent_unexpected_state",
    );
  }
  requireUsable(tx, intent.payment_method);
  requireOffered(tx, intent, intent.payment_method);
  const attempt = attemptIntent(tx, id, {
    method: intent.payment_method,
    offSession: input.offSession,
    returnUrl: input.returnUrl,
    useStripeSdk: input.useStripeSdk,
    refuseChallenge: input.offSession || input.refuseAction,
  });
  if (attempt.kind === "succeeded") {
    tx.reactions.intentSucceeded(tx, id);
    return tx.need("payment_intent", id);
  }
  if (attempt.kind === "processing") tx.reactions.intentProcessing(tx, id);
  if (attempt.kind === "processing" || attempt.kind === "authorized") return tx.need("payment_intent", id);
  if (attempt.kind === "declined") {
    return cardError(attempt.decline, {
      payment_intent: toJson(tx.need("payment_intent", id)),
      payment_method: toJson(tx.need("payment_method", intent.payment_method)),
      ...(attempt.charge === null ? {} : { charge: attempt.charge.id }),
    });
  }
  return tx.need("payment_intent", id);
}

/** A method the intent does not offer is refused. */
function requireOffered(tx: Tx, intent: Tables["payment_intent"], method: string): void {
  const { type } = tx.need("payment_method", method);
  if (intent.payment_method_types.includes(type)) return;
  throw invalid(
    `The PaymentMethod provided (${type}) is not allowed for this PaymentIntent. Please use one of the following types: ${intent.payment_method_types.join(", ")}.`,
    "payment_method",
    "payment_intent_incompatible_payment_method",
  );
}
