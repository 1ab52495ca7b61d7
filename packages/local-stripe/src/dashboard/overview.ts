import { html } from "hono/html";
import { amountOf, cadence, formatMoney } from "../core/money/money";
import { dateTime, shortDate } from "../core/pages/dates";
import { type Html, page } from "../core/pages/layout";
import { words } from "../core/pages/words";
import type { Store } from "../core/store/store";
import type { Tables } from "../core/store/tables";
import { secretKey } from "../core/webhooks/secrets";
import { buildBalance } from "../payments/objects/balance";
import { methodName } from "../payments/pages/method-fields";
import { backLink, link } from "./object-page";

const shownRows = 50;

/** The front page: the sums, then the newest of everything. */
export function overview(store: Store): Html {
  const live = store.rows("subscription").filter((row) => row.ended_at === null);
  const balance = buildBalance(store.rows("balance_transaction"), store.clock.now());
  const sums = (rows: { amount: number; currency: string }[]) =>
    rows.map((row) => formatMoney(row.amount, row.currency)).join(", ");
  return page(
    "Overview",
    html`<h1>Overview</h1><p class="soft">Engine time ${dateTime(store.clock.now())}</p>
<dl class="tiles">
${tile("Available", sums(balance.available))}${tile("Pending", sums(balance.pending))}
${tile("Customers", String(store.count("customer")))}${tile("Live subscriptions", String(live.length))}
${tile("Payments", String(store.count("payment_intent")))}${tile("Open disputes", String(openDisputes(store)))}</dl>
<nav class="jump" aria-label="Sections"><a href="#payments">Payments</a><a href="#subscriptions">Subscriptions</a><a href="#customers">Customers</a><a href="#disputes">Disputes</a><a href="#events">Events</a><a href="#endpoints">Webhook endpoints</a></nav>
${payments(store, newest(store, "payment_intent"))}
${subscriptions(store, newest(store, "subscription"))}
${section(
  "customers",
  "Customers",
  ["Customer", "Email", "Created"],
  newest(store, "customer").map((row) => [
    link(row.id, row.name ?? row.email ?? row.id),
    row.email ?? "",
    dateTime(row.created),
  ]),
)}
${section(
  "disputes",
  "Disputes",
  ["Dispute", "Amount", "Reason", "Status"],
  newest(store, "dispute").map((row) => [
    link(row.id),
    formatMoney(row.amount, row.currency),
    words(row.reason),
    tag(row.status),
  ]),
)}
${section(
  "events",
  "Events",
  ["Type", "Event", "Created", "Deliveries"],
  newest(store, "event").map((row) => [
    link(row.id, row.type),
    html`<code>${row.id}</code>`,
    dateTime(row.created),
    html`${store.where("delivery", "event", row.id).map((delivery) => tag(delivery.state))}`,
  ]),
)}
${section(
  "endpoints",
  "Webhook endpoints",
  ["Endpoint", "Status", "Events", "Signing secret"],
  newest(store, "webhook_endpoint").map((row) => [
    link(row.id, row.url),
    tag(row.status),
    row.enabled_events.join(", "),
    html`<code>${String(store.setting(secretKey(row.id)) ?? "")}</code>`,
  ]),
)}`,
    { wide: true },
  );
}

/** A customer with its subscriptions and payments. */
export function customerPage(store: Store, customer: Tables["customer"]): Html {
  const methods = store.where("payment_method", "customer", customer.id);
  return page(
    "Customer",
    html`${backLink}<section class="card"><p class="soft small"><code>${customer.id}</code></p><h1>${customer.name ?? customer.email ?? "Customer"}</h1>
${customer.name === null ? "" : html`<p>${customer.email ?? ""}</p>`}<p class="soft">Since ${shortDate(customer.created)}${customer.balance === 0 ? "" : `, balance ${formatMoney(customer.balance, customer.currency ?? "usd")}`}</p></section>
<section class="card"><h2>Payment methods</h2>${methods.length === 0 ? html`<p class="soft">None.</p>` : methods.map((row) => html`<div class="row"><span>${link(row.id, methodName(row))}</span></div>`)}</section>
${payments(store, store.where("payment_intent", "customer", customer.id).slice(-shownRows).reverse())}
${subscriptions(store, store.where("subscription", "customer", customer.id).slice(-shownRows).reverse())}
<section class="card"><h2>Object</h2><pre tabindex="0" role="region" aria-label="JSON">${JSON.stringify(customer, null, 2)}</pre></section>`,
    { wide: true },
  );
}

function payments(store: Store, rows: Tables["payment_intent"][]): Html {
  return section(
    "payments",
    "Payments",
    ["Amount", "Status", "Customer", "Method", "Created"],
    rows.map((row) => {
      const charge = store.get("charge", row.latest_charge ?? "");
      const method = store.get("payment_method", charge?.payment_method ?? row.payment_method ?? "");
      return [
        link(row.id, formatMoney(row.amount, row.currency)),
        tag(stateOf(row, charge)),
        nameOf(store, row.customer),
        method === undefined ? "" : methodName(method),
        dateTime(row.created),
      ];
    }),
  );
}

function subscriptions(store: Store, rows: Tables["subscription"][]): Html {
  return section(
    "subscriptions",
    "Subscriptions",
    ["Subscription", "Status", "Customer", "Price", "Period ends"],
    rows.map((row) => {
      const item = row.items.data[0];
      return [
        link(row.id, store.get("product", item?.price.product ?? "")?.name ?? row.id),
        tag(row.status),
        nameOf(store, row.customer),
        item === undefined
          ? ""
          : `${formatMoney(amountOf(item.price, item.quantity ?? 1), row.currency)} ${cadence(item.price)}`,
        dateTime(item?.current_period_end ?? row.created),
      ];
    }),
  );
}

/** What happened to the money, which says more than the intent's status. */
function stateOf(intent: Tables["payment_intent"], charge: Tables["charge"] | undefined): string {
  if (intent.status !== "succeeded" || charge === undefined) return intent.status;
  if (charge.refunded) return "refunded";
  if (charge.disputed) return "disputed";
  return charge.amount_refunded > 0 && charge.amount_captured > 0 ? "partly_refunded" : intent.status;
}

function openDisputes(store: Store): number {
  return store.rows("dispute").filter((row) => !["won", "lost", "warning_closed"].includes(row.status)).length;
}

function nameOf(store: Store, id: string | null): string {
  return store.get("customer", id ?? "")?.email ?? id ?? "Guest";
}

function tile(label: string, value: string): Html {
  return html`<div class="tile"><dt>${label}</dt><dd>${value}</dd></div>`;
}

function tag(text: string): Html {
  return html`<span class="tag">${words(text)}</span>`;
}

function section(id: string, title: string, heads: string[], rows: (string | Html)[][]): Html {
  return html`<section class="card" id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${
    rows.length === 0
      ? html`<p class="soft">Nothing yet.</p>`
      : html`<table class="stack"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell, index) => html`<td data-head="${heads[index] ?? ""}">${cell}</td>`)}</tr>`)}</tbody></table>`
  }</section>`;
}

function newest<K extends "customer" | "subscription" | "payment_intent" | "dispute" | "event" | "webhook_endpoint">(
  store: Store,
  table: K,
): Tables[K][] {
  return store.rows(table).slice(-shownRows).reverse();
}
