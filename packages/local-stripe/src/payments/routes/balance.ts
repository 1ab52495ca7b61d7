import { missingResource } from "../../core/api/errors";
import { inRange, listPage } from "../../core/api/list";
import { pagination, range, text } from "../../core/api/params";
import { type Route, route } from "../../core/api/route";
import { movementAt } from "../../core/store/movement-at";
import { buildBalance } from "../objects/balance";

export const balanceRoutes: Route[] = [
  route("GET", "/v1/balance", {}, ({ tx }) => buildBalance(tx.rows("balance_transaction"), tx.now)),

  route(
    "GET",
    "/v1/balance_transactions",
    { ...pagination, created: range, currency: text, source: text, type: text },
    ({ tx, params }) => {
      const rows = tx
        .rows("balance_transaction")
        .filter((row) => params.currency === undefined || row.currency === params.currency)
        .filter((row) => params.source === undefined || row.source === params.source)
        .filter((row) => params.type === undefined || row.type === params.type)
        .filter((row) => inRange(row.created, params.created))
        .map((row) => movementAt(row, tx.now));
      return listPage(rows, params, "/v1/balance_transactions");
    },
  ),
  route("GET", "/v1/balance_transactions/:id", {}, ({ tx, id }) => {
    const row = tx.get("balance_transaction", id);
    if (row === undefined) throw missingResource("balance_transaction", id);
    return movementAt(row, tx.now);
  }),
];
