import { invalid, missingResource } from "../../core/api/errors";
import { inRange, listPage } from "../../core/api/list";
import {
  count,
  int,
  list,
  mergeMetadata,
  metadata,
  object,
  oneOf,
  pagination,
  range,
  required,
  text,
} from "../../core/api/params";
import { type Route, route } from "../../core/api/route";
import { newId } from "../../core/ids";
import type { Tables } from "../../core/store/tables";
import type { Tx } from "../../core/store/tx";
import { issueCreditNote, voidCreditNote } from "../credit-notes";
import { invoiceOf } from "../invoice-of";
import { buildCreditNoteLine } from "../objects/credit-note";

export const creditNoteRoutes: Route[] = [
  route(
    "POST",
    "/v1/credit_notes",
    {
      invoice: required(text),
      amount: int,
      credit_amount: int,
      lines: list(
        object({
          description: required(text),
          quantity: count,
          type: required(oneOf("custom_line_item")),
          unit_amount: required(int),
        }),
      ),
      memo: text,
      metadata,
      out_of_band_amount: int,
      reason: oneOf("duplicate", "fraudulent", "order_change", "product_unsatisfactory"),
      refund_amount: int,
      refunds: list(object({ amount_refunded: int, refund: required(text), type: oneOf("refund") })),
    },
    ({ tx, params }) => {
      const invoice = invoiceOf(tx, params.invoice, "invoice");
      if ((params.amount === undefined) === (params.lines === undefined)) {
        throw invalid("You must pass either `amount` or `lines`, but not both.", "amount");
      }
      const wanted = params.lines ?? [
        { description: `Credit for ${invoice.number ?? invoice.id}`, quantity: 1, unit_amount: params.amount ?? 0 },
      ];
      return issueCreditNote(tx, {
        invoice,
        lines: wanted.map((line) =>
          buildCreditNoteLine({
            id: newId("cnli"),
            description: line.description,
            quantity: line.quantity ?? 1,
            unitAmount: line.unit_amount,
          }),
        ),
        linked: (params.refunds ?? []).map((one) => {
          const refund = tx.get("refund", one.refund);
          if (refund === undefined) throw missingResource("refund", one.refund, "refunds");
          return { id: refund.id, amount: one.amount_refunded ?? refund.amount };
        }),
        refund: params.refund_amount ?? 0,
        credit: params.credit_amount ?? 0,
        outOfBand: params.out_of_band_amount ?? 0,
        memo: params.memo ?? null,
        reason: params.reason ?? null,
        metadata: mergeMetadata({}, params.metadata),
      });
    },
  ),

  route(
    "GET",
    "/v1/credit_notes",
    { ...pagination, created: range, customer: text, invoice: text },
    ({ tx, params }) => {
      const rows = tx
        .rows("credit_note")
        .filter((row) => params.customer === undefined || row.customer === params.customer)
        .filter((row) => params.invoice === undefined || row.invoice === params.invoice)
        .filter((row) => inRange(row.created, params.created));
      return listPage(rows, params, "/v1/credit_notes");
    },
  ),

  route("GET", "/v1/credit_notes/:id", {}, ({ tx, id }) => creditNoteOf(tx, id)),

  route("POST", "/v1/credit_notes/:id", { memo: text, metadata }, ({ tx, params, id }) => {
    const before = creditNoteOf(tx, id);
    tx.patch("credit_note", id, {
      memo: params.memo ?? before.memo,
      metadata: mergeMetadata(before.metadata, params.metadata),
    });
    tx.emitUpdate("credit_note.updated", "credit_note", id);
    return tx.need("credit_note", id);
  }),

  route("POST", "/v1/credit_notes/:id/void", {}, ({ tx, id }) => voidCreditNote(tx, creditNoteOf(tx, id))),

  route("GET", "/v1/credit_notes/:id/lines", pagination, ({ tx, params, id }) => {
    const lines = [...creditNoteOf(tx, id).lines.data].reverse();
    return listPage(lines, params, `/v1/credit_notes/${id}/lines`);
  }),
];

function creditNoteOf(tx: Tx, id: string): Tables["credit_note"] {
  const row = tx.get("credit_note", id);
  if (row === undefined) throw missingResource("credit_note", id);
  return row;
}
