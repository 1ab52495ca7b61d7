import { invalid } from "../core/api/errors";
import { onClockOf } from "../core/clock/test-clocks";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { failDelayed, settleDelayed } from "./arrival";
import { isOver, loseDispute, openDispute, openDisputeOf, submitEvidence, winDispute } from "./dispute";
import { failuresByCode } from "./instruments";
import { failRefund, succeedRefund } from "./refund";

export interface DisputeWish {
  reason?: string | undefined;
  amount?: number | undefined;
  isInquiry?: boolean;
}

/** The buyer's bank disputes a charge, named by itself or by its intent. */
export function disputeNow(tx: Tx, id: string, wish: DisputeWish): Tables["dispute"] {
  return openDispute(tx, {
    charge: chargeFor(tx, id),
    reason: wish.reason ?? "fraudulent",
    isInquiry: wish.isInquiry ?? false,
    amount: wish.amount,
  });
}

/** The bank decides; evidence that was never submitted counts as submitted now. `id` may be the charge's or the intent's. */
export function decideNow(tx: Tx, id: string, outcome: "win" | "lose"): Tables["dispute"] {
  const dispute = tx.get("dispute", id) ?? openDisputeOf(tx, chargeFor(tx, id).id);
  if (dispute === undefined) throw invalid(`${id} has no open dispute.`);
  if (isOver(dispute)) throw invalid(`${dispute.id} is already ${dispute.status}.`);
  if (dispute.status.endsWith("needs_response")) submitEvidence(tx, dispute.id);
  return outcome === "win" ? winDispute(tx, dispute.id) : loseDispute(tx, dispute.id);
}

/** A pending bank debit settles now. */
export function settleNow(tx: Tx, id: string): Tables["payment_intent"] {
  const intent = underWay(tx, id);
  settleDelayed(tx, intent);
  return tx.need("payment_intent", intent.id);
}

/** A pending bank debit is returned now. */
export function bounceNow(tx: Tx, id: string, code = "insufficient_funds"): Tables["payment_intent"] {
  const why = failuresByCode.get(code);
  if (why === undefined) throw invalid(`code is one of ${[...failuresByCode.keys()].join(", ")}.`, "code");
  const intent = underWay(tx, id);
  failDelayed(tx, intent, why);
  return tx.need("payment_intent", intent.id);
}

export function succeedRefundNow(tx: Tx, id: string): Tables["refund"] {
  const refund = refundFor(tx, id);
  if (refund.status !== "pending") throw invalid(`${refund.id} is ${refund.status}, not pending.`);
  return succeedRefund(tx, refund);
}

export function failRefundNow(tx: Tx, id: string, reason = "lost_or_stolen_card"): Tables["refund"] {
  const refund = refundFor(tx, id);
  if (refund.status === "failed" || refund.status === "canceled") {
    throw invalid(`${refund.id} is already ${refund.status}.`);
  }
  return failRefund(tx, refund, reason);
}

/** Runs `body` at the time of the customer whose payment, refund or dispute this is: on their test clock if they have one. */
export function atTimeOf<T>(tx: Tx, id: string, body: () => T): T {
  const charge = tx.get("charge", tx.get("dispute", id)?.charge ?? tx.get("refund", id)?.charge ?? id);
  return onClockOf(tx, charge?.customer ?? tx.get("payment_intent", id)?.customer ?? null, body);
}

/** A charge by its own id or its intent's. */
export function chargeFor(tx: Tx, id: string): Tables["charge"] {
  const charge = tx.get("charge", id) ?? tx.get("charge", tx.get("payment_intent", id)?.latest_charge ?? "");
  if (charge === undefined) throw invalid(`There is no charge ${id}.`);
  return charge;
}

function underWay(tx: Tx, id: string): Tables["payment_intent"] {
  const intent = tx.get("payment_intent", id) ?? tx.get("payment_intent", tx.get("charge", id)?.payment_intent ?? "");
  if (intent === undefined) throw invalid(`There is no payment ${id}.`);
  if (intent.status !== "processing") throw invalid(`${intent.id} is ${intent.status}, not processing.`);
  return intent;
}

function refundFor(tx: Tx, id: string): Tables["refund"] {
  const refund = tx.get("refund", id);
  if (refund === undefined) throw invalid(`There is no refund ${id}.`);
  return refund;
}
