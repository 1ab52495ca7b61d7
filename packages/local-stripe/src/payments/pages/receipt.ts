import type { Hono } from "hono";
import { html } from "hono/html";
import { formatMoney } from "../../core/money/money";
import { shortDate } from "../../core/pages/dates";
import { notice, page } from "../../core/pages/layout";
import type { Store } from "../../core/store/store";
import { methodName } from "./method-fields";

/** The receipt of one payment. */
export function receiptRoutes(app: Hono, store: Store): void {
  app.get("/receipts/:id", (context) => {
    const charge = store.get("charge", context.req.param("id"));
    if (charge === undefined || !charge.paid)
      return context.html(notice("Not found", "There is no such receipt.", null), 404);
    const method = store.get("payment_method", charge.payment_method ?? "");
    return context.html(
      page(
        "Receipt",
        html`<section class="card"><h1>Receipt</h1><p class="amount">${formatMoney(charge.amount, charge.currency)}</p>
<div class="row"><span>Date paid</span><span>${shortDate(charge.created)}</span></div>
<div class="row"><span>Payment method</span><span>${method === undefined ? "" : methodName(method)}</span></div>
<div class="row"><span>Description</span><span>${charge.description ?? "Payment"}</span></div>
${charge.amount_refunded > 0 ? html`<div class="row"><span>Refunded</span><span>${formatMoney(charge.amount_refunded, charge.currency)}</span></div>` : ""}
<p class="soft small"><code class="number">${charge.id}</code></p></section>`,
      ),
    );
  });
}
