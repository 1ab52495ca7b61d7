import { invalid } from "../core/api/errors";
import { newId } from "../core/ids";
import { requireWhole } from "../core/money/currencies";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { refundCharge } from "../payments/refund";
import { settleInvoice } from "./collect";
import { moveBalance } from "./customer-balance";
import { buildCreditNote, type CreditNoteLine } from "./objects/credit-note";
import { askTheRest } from "./part-payments";

type CreditNote = Tables["credit_note"];
type Invoice = Tables["invoice"];
type Refunded = { id: string; amount: number };

export interface CreditInput {
  invoice: Invoice;
  lines: CreditNoteLine[];
  /** Earlier refunds that the note covers. */
  linked: Refunded[];
  /** Of what was paid: back to the card, to the customer's balance, or in some other way. Minor units. */
  refund: number;
  credit: number;
  outOfBand: number;
  memo: string | null;
  reason: string | null;
  metadata: Record<string, string>;
}

/**
 * Credits part of an invoice: first what remains is lowered, down to nothing; the rest is returned from what was paid, as
 * requested. Source: the descriptions of `POST /v1/credit_notes` in https://docs.stripe.com/api/credit_notes/create
 */
export function issueCreditNote(tx: Tx, input: CreditInput): CreditNote {
  const { invoice } = input;
  const amount = input.lines.reduce((sum, line) => sum + line.amount, 0);
  const left = creditable(tx, invoice, input.linked);
  if (amount < 1 || amount > left) throw invalid(`The amount must be between 1 and ${left}.`, "amount");
  for (const [name, part] of [
    ["amount", amount],
    ["refund_amount", input.refund],
    ["credit_amount", input.credit],
    ["out_of_band_amount", input.outOfBand],
  ] as const) {
    requireWhole(part, invoice.currency, name);
  }
  const prePayment = invoice.status === "open" ? Math.min(amount, invoice.amount_remaining) : 0;
  const postPayment = amount - prePayment;
  const linked = input.linked.reduce((sum, one) => sum + one.amount, 0);
  if (input.refund + linked + input.credit + input.outOfBand !== postPayment) {
    throw invalid(
      "The sum of refunds, credit_amount and out_of_band_amount must equal the post-payment amount of the credit note.",
      "amount",
    );
  }
  const id = newId("cn");
  const made = input.refund > 0 ? refundPaid(tx, invoice, input.refund) : [];
  const moved =
    input.credit > 0
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
      prePayment,
      outOfBand: input.outOfBand === 0 ? null : input.outOfBand,
      balanceTransaction: moved,
      refunds: [...input.linked, ...made],
      memo: input.memo,
      reason: input.reason,
      metadata: input.metadata,
      pdf: `${tx.baseUrl}/credit_notes/${id}/pdf`,
    }),
  );
  tx.emit("credit_note.created", "credit_note", id);
  const credited = invoice.post_payment_credit_notes_amount + postPayment;
  if (postPayment > 0) tx.patch("invoice", invoice.id, { post_payment_credit_notes_amount: credited });
  if (prePayment > 0) askForLess(tx, tx.need("invoice", invoice.id), prePayment);
  return tx.need("credit_note", id);
}

/** Only a note that lowered an open invoice can be voided. */
export function voidCreditNote(tx: Tx, note: CreditNote): CreditNote {
  const invoice = tx.need("invoice", note.invoice);
  if (note.status === "void" || invoice.status !== "open") {
    throw invalid("You can only void a credit note of an open invoice, and once.");
  }
  askForLess(tx, invoice, -note.pre_payment_amount);
  tx.patch("credit_note", note.id, { status: "void", voided_at: tx.now });
  tx.emit("credit_note.voided", "credit_note", note.id);
  return tx.need("credit_note", note.id);
}

/** What remains to be paid and what was paid, by money or from the balance, less what was given back of it before. */
function creditable(tx: Tx, invoice: Invoice, linked: readonly Refunded[]): number {
  if (invoice.status !== "open" && invoice.status !== "paid") {
    throw invalid(`You can only credit open and paid invoices. This invoice is ${invoice.status}.`, "invoice");
  }
  const fromBalance = Math.max(0, (invoice.ending_balance ?? 0) - invoice.starting_balance);
  const notes = tx.rows("credit_note").filter((row) => row.invoice === invoice.id && row.status === "issued");
  const known = new Set([...linked.map(({ id }) => id), ...notes.flatMap((note) => note.refunds.map(refundId))]);
  const refunded = chargesOf(tx, invoice)
    .flatMap((charge) => tx.where("refund", "charge", charge.id))
    .filter((refund) => refund.status !== "failed" && refund.status !== "canceled" && !known.has(refund.id))
    .reduce((sum, refund) => sum + refund.amount, 0);
  const paid = invoice.amount_paid + fromBalance - invoice.post_payment_credit_notes_amount - refunded;
  return invoice.amount_remaining + Math.max(0, paid);
}

const refundId = ({ refund }: CreditNote["refunds"][number]): string => (typeof refund === "string" ? refund : "");

function askForLess(tx: Tx, invoice: Invoice, amount: number): void {
  const remaining = invoice.amount_remaining - amount;
  tx.patch("invoice", invoice.id, {
    amount_due: invoice.amount_due - amount,
    amount_remaining: remaining,
    pre_payment_credit_notes_amount: invoice.pre_payment_credit_notes_amount + amount,
  });
  askTheRest(tx, invoice.id);
  if (remaining === 0) settleInvoice(tx, invoice.id, "nothing");
}

/** Refunds what was charged for an invoice, newest charge first. */
function refundPaid(tx: Tx, invoice: Invoice, amount: number): Refunded[] {
  const refunds: Refunded[] = [];
  let left = amount;
  for (const charge of chargesOf(tx, invoice).reverse()) {
    const part = Math.min(left, charge.amount - charge.amount_refunded);
    if (part <= 0) continue;
    const refund = refundCharge(tx, { charge, amount: part, reason: null, metadata: {} });
    refunds.push({ id: refund.id, amount: part });
    left -= part;
  }
  if (left > 0) throw invalid("The amount is greater than what was charged for this invoice.", "refund_amount");
  return refunds;
}

function chargesOf(tx: Tx, invoice: Invoice): Tables["charge"][] {
  return tx
    .where("invoice_payment", "invoice", invoice.id)
    .filter((payment) => payment.status === "paid")
    .flatMap((payment) => {
      const intent = tx.get("payment_intent", payment.payment.payment_intent ?? "");
      return tx.get("charge", intent?.latest_charge ?? "") ?? [];
    });
}
