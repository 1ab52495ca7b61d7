import { invalid } from "../api/errors";
import { newId } from "../ids";
import { buildCreditNote, type CreditNoteLine } from "../objects/credit-note";
import { refundCharge } from "../payments/refund";
import type { Tables } from "../store/tables";
import type { Tx } from "../store/tx";
import { moveBalance } from "./balance";
import { settleInvoice } from "./collect";
import { paymentOf } from "./invoices";

type CreditNote = Tables["credit_note"];
type Invoice = Tables["invoice"];

export interface CreditInput {
  invoice: Invoice;
  lines: CreditNoteLine[];
  /** Of what was paid: back to the card, to the customer's balance, or in some other way. Minor units. */
  refund: number;
  credit: number;
  outOfBand: number;
  memo: string | null;
  reason: string | null;
  metadata: Record<string, string>;
}

/**
 * Takes back part of an invoice: an open one asks for less, of a paid one money goes back as asked.
 * Source: https://docs.stripe.com/invoicing/dashboard/credit-notes
 */
export function issueCreditNote(tx: Tx, input: CreditInput): CreditNote {
  const { invoice } = input;
  const amount = input.lines.reduce((sum, line) => sum + line.amount, 0);
  const isOpen = invoice.status === "open";
  refuseTooMuch(invoice, amount);
  if (!isOpen && input.refund + input.credit + input.outOfBand !== amount) {
    throw invalid(
      "The sum of refund_amount, credit_amount and out_of_band_amount must equal the credit note amount.",
      "amount",
    );
  }
  const id = newId("cn");
  const refund = !isOpen && input.refund > 0 ? refundPaid(tx, invoice, input.refund) : null;
  const moved =
    !isOpen && input.credit > 0
      ? moveBalance(tx, invoice.customer ?? "", {
          amount: -input.credit,
          currency: invoice.currency,
          type: "credit_note",
          invoice: invoice.id,
          creditNote: id,
        }).id
      : null;
  const earlier = tx.rows("credit_note").filter((row) => row.invoice === invoice.id).length;
  tx.put(
    "credit_note",
    buildCreditNote({
      id,
      created: tx.now,
      invoice,
      number: `${invoice.number ?? invoice.id}-CN-${String(earlier + 1).padStart(2, "0")}`,
      lines: input.lines,
      amount,
      prePayment: isOpen ? amount : 0,
      outOfBand: input.outOfBand === 0 ? null : input.outOfBand,
      balanceTransaction: moved,
      refund: refund === null ? null : { id: refund.id, amount: refund.amount },
      memo: input.memo,
      reason: input.reason,
      metadata: input.metadata,
      pdf: `${tx.baseUrl}/credit_notes/${id}/pdf`,
    }),
  );
  tx.emit("credit_note.created", "credit_note", id);
  if (isOpen) askForLess(tx, invoice, amount);
  else {
    const credited = invoice.post_payment_credit_notes_amount + amount;
    tx.patch("invoice", invoice.id, { post_payment_credit_notes_amount: credited });
  }
  return tx.need("credit_note", id);
}

/** Only what an open invoice was relieved of can be taken back. */
export function voidCreditNote(tx: Tx, note: CreditNote): CreditNote {
  const invoice = tx.need("invoice", note.invoice);
  if (note.status === "void" || invoice.status !== "open") {
    throw invalid("You can only void a credit note of an open invoice, and once.");
  }
  askForLess(tx, invoice, -note.amount);
  tx.patch("credit_note", note.id, { status: "void", voided_at: tx.now });
  tx.emit("credit_note.voided", "credit_note", note.id);
  return tx.need("credit_note", note.id);
}

function refuseTooMuch(invoice: Invoice, amount: number): void {
  if (invoice.status !== "open" && invoice.status !== "paid") {
    throw invalid(`You can only credit open and paid invoices. This invoice is ${invoice.status}.`, "invoice");
  }
  const left =
    invoice.status === "open"
      ? invoice.amount_remaining
      : invoice.amount_paid - invoice.post_payment_credit_notes_amount;
  if (amount < 1 || amount > left) throw invalid(`The amount must be between 1 and ${left}.`, "amount");
}

function askForLess(tx: Tx, invoice: Invoice, amount: number): void {
  const due = invoice.amount_due - amount;
  tx.patch("invoice", invoice.id, {
    amount_due: due,
    amount_remaining: invoice.amount_remaining - amount,
    pre_payment_credit_notes_amount: invoice.pre_payment_credit_notes_amount + amount,
  });
  const payment = paymentOf(tx, invoice.id);
  if (payment?.status === "open" && due > 0) {
    tx.patch("invoice_payment", payment.id, { amount_requested: due });
    tx.patch("payment_intent", payment.payment.payment_intent ?? "", { amount: due });
  }
  if (due === 0) settleInvoice(tx, invoice.id);
}

function refundPaid(tx: Tx, invoice: Invoice, amount: number): Tables["refund"] {
  const intent = tx.get("payment_intent", paymentOf(tx, invoice.id)?.payment.payment_intent ?? "");
  const charge = tx.get("charge", intent?.latest_charge ?? "");
  if (charge === undefined) throw invalid("This invoice was not paid by a charge.", "refund_amount");
  return refundCharge(tx, { charge, amount, reason: null, metadata: {} });
}
