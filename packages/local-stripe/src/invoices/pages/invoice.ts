import type { Context, Hono } from "hono";
import { html } from "hono/html";
import { formatMoney } from "../../core/money/money";
import { shortDate } from "../../core/pages/dates";
import { readForm } from "../../core/pages/forms";
import { alertBox, type Html, notice, page } from "../../core/pages/layout";
import { words } from "../../core/pages/words";
import { writeFor } from "../../core/pages/write-for";
import { engineOrigin, type Store } from "../../core/store/store";
import type { Tables } from "../../core/store/tables";
import { type MethodType, offeredTypes } from "../../payments/instruments";
import { createMethod, type MethodProblems, readMethod } from "../../payments/method-form";
import { cardScript } from "../../payments/pages/card-fields";
import { methodFields, methodName } from "../../payments/pages/method-fields";
import { collectInvoice, methodFor } from "../collect";
import { creditNotePdf, invoicePdf } from "./invoice-pdf";
import { invoiceTotals } from "./invoice-totals";

type Invoice = Tables["invoice"];

/** The hosted invoice: view it, pay it, download it as a PDF. */
export function invoiceRoutes(app: Hono, store: Store): void {
  app.get("/i/:token", (context) => {
    const invoice = find(store, context);
    if (invoice === undefined) return gone(context);
    const error = context.req.query("tried") === undefined ? null : whyNot(store, invoice);
    return context.html(invoicePage(store, invoice, {}, {}, error));
  });

  app.get("/i/:token/pdf", (context) => {
    const invoice = find(store, context);
    if (invoice === undefined) return gone(context);
    return context.body(new Uint8Array(invoicePdf(store, invoice)), 200, {
      "content-type": "application/pdf",
      "content-disposition": `attachment; filename="Invoice-${invoice.number ?? invoice.id}.pdf"`,
    });
  });

  app.get("/credit_notes/:id/pdf", (context) => {
    const note = store.get("credit_note", context.req.param("id"));
    if (note === undefined) return context.html(notice("Not found", "There is no such credit note.", null), 404);
    return context.body(new Uint8Array(creditNotePdf(note)), 200, {
      "content-type": "application/pdf",
      "content-disposition": `attachment; filename="CreditNote-${note.number}.pdf"`,
    });
  });

  app.post("/i/:token", async (context) => {
    const form = await readForm(context);
    const invoice = find(store, context);
    if (invoice === undefined) return gone(context);
    if (invoice.status !== "open") return context.redirect(context.req.path, 303);
    const read = form.saved === "yes" ? null : readMethod(form, typesOf(invoice), store.clock.now());
    if (read !== null && !read.ok) return context.html(invoicePage(store, invoice, form, read.problems, null));
    const outcome = writeFor(store, invoice.customer, (tx) => {
      const made = { email: invoice.customer_email, allowRedisplay: "unspecified" };
      const method = read === null ? null : createMethod(tx, read.method, made).id;
      return collectInvoice(tx, invoice.id, {
        ...(method === null ? {} : { method }),
        offSession: false,
        isScheduled: false,
        returnUrl: `${invoice.hosted_invoice_url}?tried`,
      });
    });
    switch (outcome.kind) {
      case "paid":
      case "processing":
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
  problems: MethodProblems,
  error: string | null,
): Html {
  const current = store.get("invoice", invoice.id) ?? invoice;
  return page(
    `Invoice ${current.number ?? ""}`,
    html`<section class="card">
<h1>Invoice <span class="tag">${words(current.status ?? "")}</span></h1>
<p class="amount">${formatMoney(current.status === "paid" ? current.amount_paid : current.amount_remaining, current.currency)}</p>
<p class="soft"><span class="number">${current.number}</span><br>Issued ${shortDate(current.created)} to ${current.customer_email ?? current.customer_name ?? current.customer}</p>
${current.lines.data.map(
  (
    line,
  ) => html`<div class="row"><span>${line.description}<br><span class="soft small">${shortDate(line.period.start)} to ${shortDate(line.period.end)}</span></span>
<span>${formatMoney(line.amount, line.currency)}</span></div>`,
)}
${invoiceTotals(store, current).map(([words, money]) => html`<div class="row total"><span>${words}</span><span>${money}</span></div>`)}
<div class="actions"><a class="button plain" href="${current.invoice_pdf ?? "#"}">Download PDF</a></div></section>
${isUnderWay(store, current) ? html`<section class="card" role="status"><h2>Payment pending</h2><p>Your bank debit is being processed, which takes a few days. You do not need to do anything.</p></section>` : current.status === "open" ? payForm(store, current, form, problems, error) : ""}`,
    { script: cardScript },
  );
}

function payForm(
  store: Store,
  invoice: Invoice,
  form: Record<string, string>,
  problems: MethodProblems,
  error: string | null,
): Html {
  const saved = store.write(engineOrigin, (tx) => methodFor(tx, invoice));
  const method = store.get("payment_method", saved ?? "");
  return html`<section class="card"><h2>Pay this invoice</h2>${alertBox(error)}
${
  method === undefined
    ? ""
    : html`<form method="post"><button type="submit" class="plain full" name="saved" value="yes">Pay with ${savedName(method)}</button></form>`
}
<form method="post" data-pay novalidate>${methodFields({ offered: typesOf(invoice), saved: [], form, problems })}
<button type="submit" class="full">Pay ${formatMoney(invoice.amount_remaining, invoice.currency)}</button></form></section>`;
}

function savedName(method: Tables["payment_method"]): string {
  return method.card === undefined ? methodName(method) : `the card ending in ${method.card.last4}`;
}

function typesOf(invoice: Invoice): MethodType[] {
  return offeredTypes({ currency: invoice.currency, allowed: null, excluded: null, redirects: true });
}

/** What the last attempt ended with, for the buyer who comes back from the bank's page. */
function whyNot(store: Store, invoice: Invoice): string | null {
  const [payment] = store.where("invoice_payment", "invoice", invoice.id).slice(-1);
  return store.get("payment_intent", payment?.payment.payment_intent ?? "")?.last_payment_error?.message ?? null;
}

/** A bank debit for it is pending. */
function isUnderWay(store: Store, invoice: Invoice): boolean {
  if (invoice.status !== "open") return false;
  const payments = store.where("invoice_payment", "invoice", invoice.id);
  return payments.some((row) => store.get("payment_intent", row.payment.payment_intent ?? "")?.status === "processing");
}
