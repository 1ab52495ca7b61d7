import type { Context, Hono } from "hono";
import { html } from "hono/html";
import { collectInvoice, methodFor } from "../billing/collect";
import { formatMoney } from "../billing/money";
import { createCardMethod } from "../payments/attach";
import { type CardProblems, readCard } from "../payments/card-form";
import { engineOrigin, type Store } from "../store/store";
import type { Tables } from "../store/tables";
import { cardFields, cardScript } from "./card-fields";
import { shortDate } from "./dates";
import { readForm } from "./forms";
import { invoicePdf } from "./invoice-pdf";
import { alertBox, type Html, notice, page } from "./layout";

type Invoice = Tables["invoice"];

/** The hosted invoice: look at it, pay it, take it along as a PDF. */
export function invoiceRoutes(app: Hono, store: Store): void {
  app.get("/i/:token", (context) => {
    const invoice = find(store, context);
    return invoice === undefined ? gone(context) : context.html(invoicePage(store, invoice, {}, {}, null));
  });

  app.get("/i/:token/pdf", (context) => {
    const invoice = find(store, context);
    if (invoice === undefined) return gone(context);
    return context.body(new Uint8Array(invoicePdf(invoice)), 200, {
      "content-type": "application/pdf",
      "content-disposition": `attachment; filename="Invoice-${invoice.number ?? invoice.id}.pdf"`,
    });
  });

  app.post("/i/:token", async (context) => {
    const form = await readForm(context);
    const invoice = find(store, context);
    if (invoice === undefined) return gone(context);
    if (invoice.status !== "open") return context.redirect(context.req.path, 303);
    const read = form.saved === "yes" ? null : readCard(form, store.clock.now());
    if (read !== null && !read.ok) return context.html(invoicePage(store, invoice, form, read.problems, null));
    const outcome = store.write(engineOrigin, (tx) => {
      const billing = {
        address: null,
        email: invoice.customer_email,
        name: form.name ?? null,
        phone: null,
        tax_id: null,
      };
      const method = read === null ? null : createCardMethod(tx, { ...read.card, billing }).id;
      return collectInvoice(tx, invoice.id, {
        ...(method === null ? {} : { method }),
        offSession: false,
        isScheduled: false,
      });
    });
    switch (outcome.kind) {
      case "paid":
        return context.redirect(context.req.path, 303);
      case "requires_action":
        return context.redirect(`/challenge/${outcome.intent}`, 303);
      case "declined":
        return context.html(invoicePage(store, invoice, form, {}, outcome.decline.message));
      case "no_payment_method":
        return context.html(invoicePage(store, invoice, form, {}, "There is no saved card. Enter one below."));
    }
  });
}

function find(store: Store, context: Context): Invoice | undefined {
  const token = context.req.param("token") ?? "";
  return store.rows("invoice").find((row) => row.hosted_invoice_url?.endsWith(`/i/${token}`));
}

function gone(context: Context): Response | Promise<Response> {
  return context.html(notice("Not found", "There is no such invoice.", null), 404);
}

function invoicePage(
  store: Store,
  invoice: Invoice,
  form: Record<string, string>,
  problems: CardProblems,
  error: string | null,
): Html {
  const current = store.get("invoice", invoice.id) ?? invoice;
  return page(
    `Invoice ${current.number ?? ""}`,
    html`<section class="card">
<h1>Invoice ${current.number} <span class="tag">${current.status}</span></h1>
<p class="amount">${formatMoney(current.status === "paid" ? current.amount_paid : current.amount_remaining, current.currency)}</p>
<p class="soft">Issued ${shortDate(current.created)} to ${current.customer_email ?? current.customer_name ?? current.customer}</p>
${current.lines.data.map(
  (
    line,
  ) => html`<div class="row"><span>${line.description}<br><span class="soft small">${shortDate(line.period.start)} to ${shortDate(line.period.end)}</span></span>
<span>${formatMoney(line.amount, line.currency)}</span></div>`,
)}
<div class="row total"><span>Total</span><span>${formatMoney(current.total, current.currency)}</span></div>
<p><a href="${current.invoice_pdf ?? "#"}">Download PDF</a></p></section>
${current.status === "open" ? payForm(store, current, form, problems, error) : ""}`,
    { script: cardScript },
  );
}

function payForm(
  store: Store,
  invoice: Invoice,
  form: Record<string, string>,
  problems: CardProblems,
  error: string | null,
): Html {
  const saved = store.write(engineOrigin, (tx) => methodFor(tx, invoice));
  const card = store.get("payment_method", saved ?? "")?.card;
  return html`<section class="card"><h2>Pay this invoice</h2>${alertBox(error)}
${
  card === undefined
    ? ""
    : html`<form method="post"><button type="submit" class="plain" name="saved" value="yes">Pay with the card ending in ${card.last4}</button></form>`
}
<form method="post" data-pay novalidate>${cardFields(form, problems)}
<button type="submit" class="full">Pay ${formatMoney(invoice.amount_remaining, invoice.currency)}</button></form></section>`;
}
