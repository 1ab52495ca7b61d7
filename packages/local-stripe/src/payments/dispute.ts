import { invalid } from "../core/api/errors";
import { newId } from "../core/ids";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { behaviourBehind } from "./attach";
import { disputeFee } from "./fees";
import { buildBalanceTransaction } from "./objects/balance-transaction";
import { buildDispute } from "./objects/dispute";

type Dispute = Tables["dispute"];

const day = 86_400;
const answerDays = 9;

export interface OpenDispute {
  charge: Tables["charge"];
  reason: string;
  /** A bank that asks first takes no money yet. */
  isInquiry: boolean;
  /** Minor units; undefined disputes everything that was not refunded. */
  amount?: number | undefined;
}

/** The buyer's bank takes the money back: charge.dispute.created, charge.dispute.funds_withdrawn. */
export function openDispute(tx: Tx, input: OpenDispute): Dispute {
  const { charge } = input;
  const left = charge.amount - charge.amount_refunded;
  if (charge.status !== "succeeded" || !charge.captured)
    throw invalid(`Charge ${charge.id} has not been paid.`, "charge");
  if (disputesOf(tx, charge.id).length > 0) throw invalid(`Charge ${charge.id} is already disputed.`, "charge");
  const amount = input.amount ?? left;
  if (amount < 1 || amount > left) throw invalid(`There are ${left} left to dispute on ${charge.id}.`, "amount");
  const id = newId("du");
  tx.put("charge", { ...charge, disputed: true });
  tx.hush("charge", charge.id);
  tx.put(
    "dispute",
    buildDispute({
      id,
      created: tx.now,
      charge,
      amount,
      reason: input.reason,
      status: input.isInquiry ? "warning_needs_response" : "needs_response",
      dueBy: tx.now + answerDays * day,
    }),
  );
  tx.emit("charge.dispute.created", "dispute", id);
  if (!input.isInquiry) withdraw(tx, id);
  return tx.need("dispute", id);
}

/** The dispute that a test card causes. */
export function disputeDue(tx: Tx, id: string): void {
  const charge = tx.get("charge", id);
  const wanted = charge && behaviourBehind(tx, charge.payment_method ?? "").dispute;
  if (charge === undefined || !wanted || charge.amount === charge.amount_refunded) return;
  if (disputesOf(tx, id).length === 0) openDispute(tx, { charge, ...wanted });
}

/** The bank reviews the evidence from now on. */
export function submitEvidence(tx: Tx, id: string): void {
  const dispute = tx.need("dispute", id);
  tx.put("dispute", {
    ...dispute,
    evidence_details: {
      ...dispute.evidence_details,
      has_evidence: true,
      submission_count: dispute.evidence_details.submission_count + 1,
      submission_method: "manual",
    },
    status: isInquiry(dispute) ? "warning_under_review" : "under_review",
  });
  tx.emitUpdate("charge.dispute.updated", "dispute", id);
}

/** The words of the evidence decide, as in Stripe's test mode. Source: https://docs.stripe.com/testing#disputes */
export function decisionDue(tx: Tx, id: string): void {
  const dispute = tx.get("dispute", id);
  if (dispute === undefined || isOver(dispute)) return;
  switch (dispute.evidence.uncategorized_text) {
    case "winning_evidence":
      winDispute(tx, id);
      return;
    case "losing_evidence":
      loseDispute(tx, id);
      return;
    case "escalate_inquiry_evidence":
      if (isInquiry(dispute)) escalate(tx, id);
  }
}

/** The bank decides for the merchant: the amount comes back, the dispute fee does not. */
export function winDispute(tx: Tx, id: string): Dispute {
  const dispute = tx.need("dispute", id);
  tx.put("dispute", { ...dispute, is_charge_refundable: true, status: isInquiry(dispute) ? "warning_closed" : "won" });
  tx.emit("charge.dispute.closed", "dispute", id);
  if (!isInquiry(dispute)) reinstate(tx, id);
  return tx.need("dispute", id);
}

export function loseDispute(tx: Tx, id: string): Dispute {
  if (isInquiry(tx.need("dispute", id))) escalate(tx, id);
  tx.patch("dispute", id, { is_charge_refundable: false, status: "lost" });
  tx.emit("charge.dispute.closed", "dispute", id);
  return tx.need("dispute", id);
}

/** Refunding a charge in full closes its inquiry. */
export function closeInquiry(tx: Tx, charge: string): void {
  const dispute = openDisputeOf(tx, charge);
  if (dispute !== undefined && isInquiry(dispute)) winDispute(tx, dispute.id);
}

/** The dispute that stands in the way of a refund: one that is open, or was lost. */
export function openDisputeOf(tx: Pick<Tx, "where">, charge: string): Dispute | undefined {
  return disputesOf(tx, charge).find((row) => row.status !== "won" && row.status !== "warning_closed");
}

export function disputesOf(tx: Pick<Tx, "where">, charge: string): Dispute[] {
  return tx.where("dispute", "charge", charge);
}

export function isOver(dispute: Dispute): boolean {
  return ["won", "lost", "warning_closed", "prevented"].includes(dispute.status);
}

export function isInquiry(dispute: Dispute): boolean {
  return dispute.status.startsWith("warning_");
}

function escalate(tx: Tx, id: string): void {
  tx.patch("dispute", id, { is_charge_refundable: false, status: "needs_response" });
  tx.emitUpdate("charge.dispute.updated", "dispute", id);
  withdraw(tx, id);
}

function withdraw(tx: Tx, id: string): void {
  const dispute = tx.need("dispute", id);
  move(tx, dispute, { amount: -dispute.amount, fee: disputeFee, reportingCategory: "dispute", word: "withdrawal" });
  tx.emit("charge.dispute.funds_withdrawn", "dispute", id);
}

function reinstate(tx: Tx, id: string): void {
  const dispute = tx.need("dispute", id);
  move(tx, dispute, { amount: dispute.amount, fee: 0, reportingCategory: "dispute_reversal", word: "reversal" });
  tx.emit("charge.dispute.funds_reinstated", "dispute", id);
}

interface Move {
  amount: number;
  fee: number;
  reportingCategory: "dispute" | "dispute_reversal";
  word: string;
}

function move(tx: Tx, dispute: Dispute, input: Move): void {
  const { word, ...rest } = input;
  const movement = tx.put(
    "balance_transaction",
    buildBalanceTransaction({
      ...rest,
      id: newId("txn"),
      created: tx.now,
      feeDescription: "Dispute fee",
      currency: dispute.currency,
      source: dispute.id,
      type: "adjustment",
      description: `Chargeback ${word} for ${dispute.charge}`,
    }),
  );
  // Stripe nests the movements whole; they are not references.
  tx.patch("dispute", dispute.id, { balance_transactions: [...dispute.balance_transactions, movement] });
}
