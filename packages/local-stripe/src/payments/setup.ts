import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { attachQuietly, behaviourBehind } from "./attach";
import type { Decline } from "./cards";
import { nextAction } from "./next-action";

export type SetupOutcome = { kind: "succeeded" } | { kind: "declined"; decline: Decline } | { kind: "requires_action" };

/** Asks the bank whether the method of a setup intent may be kept for later. */
export function confirmSetup(
  tx: Tx,
  id: string,
  input: { returnUrl: string | null; useStripeSdk?: boolean },
): SetupOutcome {
  const setup = tx.need("setup_intent", id);
  const how = behaviourBehind(tx, setup.payment_method ?? "");
  if (how.attach !== null) return declineSetup(tx, setup, how.attach);
  if (how.challenge === "always" || how.challenge === "unless_set_up") {
    tx.put("setup_intent", {
      ...setup,
      next_action: nextAction(tx, id, { method: setup.payment_method ?? "", ...input }),
      status: "requires_action",
    });
    tx.emit("setup_intent.requires_action", "setup_intent", id);
    return { kind: "requires_action" };
  }
  completeSetup(tx, id);
  return { kind: "succeeded" };
}

/** The method is good for later use, and belongs to the customer from now on. */
export function completeSetup(tx: Tx, id: string): void {
  const setup = tx.need("setup_intent", id);
  const method = setup.payment_method ?? "";
  tx.patch("vault", method, { authenticated: true });
  tx.put("setup_intent", { ...setup, last_setup_error: null, next_action: null, status: "succeeded" });
  tx.emit("setup_intent.succeeded", "setup_intent", id);
  if (setup.customer !== null) attachQuietly(tx, method, setup.customer);
}

/** The buyer failed or refused the bank's challenge. */
export function failSetupChallenge(tx: Tx, id: string): SetupOutcome {
  return declineSetup(tx, tx.need("setup_intent", id), notAuthenticated);
}

const notAuthenticated: Decline = {
  code: "setup_intent_authentication_failure",
  declineCode: "",
  message: "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
  advice: "",
};

function declineSetup(tx: Tx, setup: Tables["setup_intent"], decline: Decline): SetupOutcome {
  const method = tx.get("payment_method", setup.payment_method ?? "");
  tx.put("setup_intent", {
    ...setup,
    last_setup_error: {
      code: decline.code,
      ...(decline.declineCode === "" ? {} : { decline_code: decline.declineCode }),
      doc_url: `https://stripe.com/docs/error-codes/${decline.code.replaceAll("_", "-")}`,
      message: decline.message,
      ...(method === undefined ? {} : { payment_method: method }),
      type: decline.code === notAuthenticated.code ? "invalid_request_error" : "card_error",
    },
    next_action: null,
    payment_method: null,
    status: "requires_payment_method",
  });
  tx.emit("setup_intent.setup_failed", "setup_intent", setup.id);
  return { kind: "declined", decline };
}
