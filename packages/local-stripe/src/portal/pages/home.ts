import { html } from "hono/html";
import { amountOf, cadence, formatMoney } from "../../core/money/money";
import { shortDate } from "../../core/pages/dates";
import { alertBox, type Html, page } from "../../core/pages/layout";
import { words } from "../../core/pages/words";
import type { Tables } from "../../core/store/tables";
import { methodName } from "../../payments/pages/method-fields";
import { periodOf } from "../../subscriptions/periods";
import { wayBack } from "./frame";
import { canChange, type PortalView } from "./view";

type Subscription = Tables["subscription"];

export function portalPage(view: PortalView): Html {
  const { features } = view.configuration;
  const subscriptions = view.store
    .where("subscription", "customer", view.customer.id)
    .filter((row) => row.status !== "incomplete_expired");
  const live = subscriptions.filter((row) => row.ended_at === null);
  return page(
    "Billing",
    html`
${view.session.return_url === null ? "" : html`<nav class="top"><a href="${view.session.return_url}">← Return to the application</a></nav>`}
<h1>${view.configuration.business_profile.headline ?? "Manage your billing"}</h1>
<p class="soft intro">${view.customer.email ?? view.customer.name ?? view.customer.id}</p>
${alertBox(view.error)}
<section class="card"><h2>Current subscription</h2>
${live.length === 0 ? html`<p class="soft">No current subscription.</p>` : live.map((row) => subscriptionRow(view, row))}
</section>
<section class="card"><h2>Payment methods</h2>
${methods(view)}
${features.payment_method_update.enabled ? html`<div class="actions"><a class="button plain" href="${view.session.url}/cards/new">Add payment method</a></div>` : ""}
</section>
${features.invoice_history.enabled ? invoices(view) : ""}`,
    { wide: true },
  );
}

function subscriptionRow(view: PortalView, row: Subscription): Html {
  const item = row.items.data[0];
  if (item === undefined) return html``;
  const name = view.store.get("product", item.price.product)?.name ?? "Subscription";
  const isEnding = row.cancel_at !== null;
  const { end } = periodOf(row);
  const { features } = view.configuration;
  const planned = plannedPlan(view, row);
  return html`<div><p><strong>${name}</strong> <span class="tag">${isEnding ? `Ends ${shortDate(row.cancel_at ?? end)}` : words(row.status)}</span><br>
${formatMoney(amountOf(item.price, item.quantity ?? 1), row.currency)} ${cadence(item.price)}</p>
<p class="soft">${
    isEnding
      ? `Your subscription will end on ${shortDate(row.cancel_at ?? end)}.`
      : row.status === "past_due"
        ? "Your last payment failed. Add a payment method that works to keep your subscription."
        : row.status === "trialing"
          ? `Your trial ends on ${shortDate(end)}.`
          : `Your next billing date is ${shortDate(end)}.`
  }</p>
${planned === undefined ? "" : html`<p class="soft">Your plan changes to ${planned} on ${shortDate(end)}.</p>`}
<div class="actions split">${
    canChange(view, row)
      ? html`<a class="button" href="${view.session.url}/subscriptions/${row.id}/update">Update subscription</a>`
      : ""
  }${
    planned === undefined
      ? ""
      : html`<form method="post" action="${view.session.url}/subscriptions/${row.id}/keep"><button class="plain" type="submit">Keep current plan</button></form>`
  }${
    isEnding
      ? html`<form method="post" action="${view.session.url}/subscriptions/${row.id}/resume"><button type="submit">Don't cancel subscription</button></form>`
      : features.subscription_cancel.enabled
        ? html`<a class="button plain" href="${view.session.url}/subscriptions/${row.id}/cancel">Cancel subscription</a>`
        : ""
  }</div></div>`;
}

/** The plan a schedule will bring with the next period, as people call it. */
function plannedPlan(view: PortalView, row: Subscription): string | undefined {
  const schedule = view.store.get("subscription_schedule", row.schedule ?? "");
  const next = schedule?.phases.find((phase) => phase.start_date === schedule.current_phase?.end_date);
  const [item] = next?.items ?? [];
  const price = view.store.get("price", item?.price ?? "");
  if (price === undefined) return undefined;
  const name = view.store.get("product", price.product)?.name ?? "Subscription";
  return `${name} (${formatMoney(amountOf(price, item?.quantity ?? 1), row.currency)} ${cadence(price)})`;
}

function methods(view: PortalView): Html {
  const rows = view.store.where("payment_method", "customer", view.customer.id);
  if (rows.length === 0) return html`<p class="soft">No saved payment methods.</p>`;
  const inUse = new Set([
    view.customer.invoice_settings.default_payment_method,
    ...view.store
      .where("subscription", "customer", view.customer.id)
      .filter((row) => row.ended_at === null)
      .map((row) => row.default_payment_method),
  ]);
  const canChange = view.configuration.features.payment_method_update.enabled;
  return html`${rows.map((row) => {
    const label = methodName(row);
    const base = `${view.session.url}/cards/${row.id}`;
    return html`<div class="row"><span>${label} ${row.card === undefined ? "" : html`<span class="soft">expires ${row.card.exp_month}/${row.card.exp_year}</span>`}
${inUse.has(row.id) ? html`<span class="tag">In use</span>` : ""}</span>
${
  canChange && !inUse.has(row.id)
    ? html`<span class="actions"><form method="post" action="${base}/default"><button class="plain" type="submit" aria-label="Make ${label} the default">Make default</button></form>
<form method="post" action="${base}/remove"><button class="plain" type="submit" aria-label="Remove ${label}">Remove</button></form></span>`
    : ""
}</div>`;
  })}`;
}

function invoices(view: PortalView): Html {
  const rows = view.store
    .where("invoice", "customer", view.customer.id)
    .filter((row) => row.status !== "draft")
    .reverse();
  if (rows.length === 0)
    return html`<section class="card"><h2>Invoice history</h2><p class="soft">No invoices yet.</p></section>`;
  return html`<section class="card"><h2>Invoice history</h2>${rows.map(
    (
      row,
    ) => html`<div class="row"><span><a href="${row.hosted_invoice_url ?? "#"}">${shortDate(row.created)}</a><br><span class="soft small number">${row.number}</span></span>
<span>${formatMoney(row.total, row.currency)} <span class="tag">${words(row.status ?? "")}</span></span></div>`,
  )}</section>`;
}

export function cancelPage(view: PortalView, row: Subscription): Html {
  const now = view.configuration.features.subscription_cancel.mode === "immediately";
  const reasons = view.configuration.features.subscription_cancel.cancellation_reason;
  const { end } = periodOf(row);
  return page(
    "Cancel subscription",
    html`<nav class="top"><a href="${wayBack(view).href}">← ${wayBack(view).label}</a></nav>
<section class="card"><h1>Cancel your subscription</h1>
<p>${
      now
        ? "Your subscription ends immediately."
        : `Your subscription will be canceled at the end of your billing period on ${shortDate(end)}. You can change your mind until then.`
    }</p>
<form method="post">
${
  reasons.enabled
    ? html`<fieldset><legend>Why are you leaving? (optional)</legend>${reasons.options.map(
        (reason) =>
          html`<label class="choice"><input type="radio" name="feedback" value="${reason}">${words(reason)}</label>`,
      )}</fieldset>`
    : ""
}
<div class="actions split"><button class="danger" type="submit">Cancel subscription</button>
<a class="button plain" href="${wayBack(view).href}">Keep subscription</a></div></form></section>`,
  );
}
