import { missingResource } from "../../core/api/errors";
import { inRange, listPage } from "../../core/api/list";
import { object, oneOf, pagination, range, required, text } from "../../core/api/params";
import { type Route, route } from "../../core/api/route";

export const invoicePaymentRoutes: Route[] = [
  route(
    "GET",
    "/v1/invoice_payments",
    {
      ...pagination,
      created: range,
      invoice: text,
      payment: object({ type: required(oneOf("charge", "payment_intent")), payment_intent: text, charge: text }),
      status: oneOf("canceled", "open", "paid"),
    },
    ({ tx, params }) => {
      const wanted = params.payment;
      const found = tx
        .matching("invoice_payment", { invoice: params.invoice, intent: wanted?.payment_intent })
        .filter((row) => params.status === undefined || row.status === params.status)
        .filter((row) => {
          if (wanted === undefined) return true;
          if (row.payment.type !== wanted.type) return false;
          return wanted.payment_intent === undefined || row.payment.payment_intent === wanted.payment_intent;
        })
        .filter((row) => inRange(row.created, params.created));
      return listPage(found, params, "/v1/invoice_payments");
    },
  ),

  route("GET", "/v1/invoice_payments/:id", {}, ({ tx, id }) => {
    const row = tx.get("invoice_payment", id);
    if (row === undefined) throw missingResource("invoice_payment", id);
    return row;
  }),
];
