import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { confirmSetup, type SetupOutcome } from "../payments/setup";
import type { PayOutcome } from "./pay-outcome";

/** `setup` mode: the method is saved for later and nothing is paid. */
export function setUpSession(tx: Tx, session: Tables["checkout_session"], method: string): PayOutcome {
  const setup = session.setup_intent ?? "";
  tx.patch("setup_intent", setup, { payment_method: method });
  return carry(tx, session, confirmSetup(tx, setup, { returnUrl: `${tx.baseUrl}/c/pay/${session.id}` }));
}

/** The outcome of the set-up, carried to its session. */
export function carry(tx: Tx, session: Tables["checkout_session"], outcome: SetupOutcome): PayOutcome {
  switch (outcome.kind) {
    case "declined":
      return { kind: "declined", message: outcome.decline.message };
    case "requires_action":
      return { kind: "challenge", url: `${tx.baseUrl}/challenge/${session.setup_intent}` };
    case "succeeded": {
      tx.patch("checkout_session", session.id, { status: "complete", url: null });
      tx.unschedule("checkout.expire", session.id);
      return { kind: "completed", event: tx.emit("checkout.session.completed", "checkout_session", session.id).id };
    }
  }
}
