import { invalid, missingResource } from "../core/api/errors";
import { customerOf } from "../core/api/existing";
import { inRange, listPage } from "../core/api/list";
import { clearable, int, mergeMetadata, metadata, pagination, range, required, text } from "../core/api/params";
import { type Route, route } from "../core/api/route";
import { currencyCode, requireBillable } from "../core/money/currencies";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { moveBalance } from "../invoices/customer-balance";

/** Credit and debt that the next invoices take up. */
export const customerBalanceRoutes: Route[] = [
  route(
    "POST",
    "/v1/customers/:id/balance_transactions",
    { amount: required(int), currency: required(currencyCode), description: text, metadata },
    ({ tx, params, id }) => {
      const customer = customerOf(tx, id);
      const { currency } = params;
      if (customer.currency !== null && customer.currency !== undefined && customer.currency !== currency) {
        throw invalid(`The customer's currency is ${customer.currency}.`, "currency");
      }
      requireBillable(params.amount, currency, "amount");
      return moveBalance(tx, id, {
        amount: params.amount,
        currency,
        type: "adjustment",
        description: params.description ?? null,
        metadata: mergeMetadata({}, params.metadata),
      });
    },
  ),

  route(
    "GET",
    "/v1/customers/:id/balance_transactions",
    { ...pagination, created: range, invoice: text },
    ({ tx, params, id }) => {
      customerOf(tx, id);
      const rows = tx
        .rows("customer_balance_transaction")
        .filter((row) => row.customer === id)
        .filter((row) => params.invoice === undefined || row.invoice === params.invoice)
        .filter((row) => inRange(row.created, params.created));
      return listPage(rows, params, `/v1/customers/${id}/balance_transactions`);
    },
  ),

  route("GET", "/v1/customers/:id/balance_transactions/:child", {}, ({ tx, id, child }) => entryOf(tx, id, child)),

  route(
    "POST",
    "/v1/customers/:id/balance_transactions/:child",
    { description: clearable(text), metadata },
    ({ tx, params, id, child }) => {
      const before = entryOf(tx, id, child);
      return tx.patch("customer_balance_transaction", child, {
        description: params.description === undefined ? before.description : params.description,
        metadata: mergeMetadata(before.metadata, params.metadata),
      });
    },
  ),
];

function entryOf(tx: Tx, customer: string, id: string): Tables["customer_balance_transaction"] {
  customerOf(tx, customer);
  const row = tx.get("customer_balance_transaction", id);
  if (row?.customer !== customer) throw missingResource("customer_balance_transaction", id);
  return row;
}
