import { html } from "hono/html";
import { formatMoney } from "../core/money/money";
import { dateTime } from "../core/pages/dates";
import { alertBox, type Html, page } from "../core/pages/layout";
import { words } from "../core/pages/words";
import { isObject } from "../core/store/diff";
import { findById } from "../core/store/lookup";
import type { Store } from "../core/store/store";
import type { Json, JsonObject } from "../core/wire";
import { type Action, actionsFor } from "./actions";

export interface Said {
  done: string | null;
  problem: string | null;
}

/** One object: its main fields, its actions, its events, and all of it as JSON. */
export function objectPage(store: Store, found: JsonObject, said: Said): Html {
  const id = String(found.id);
  const title = found.object === "event" ? String(found.type) : words(String(found.object));
  return page(
    title,
    html`${backLink}
<section class="card"><p class="soft small"><code>${id}</code></p><h1>${title}${typeof found.status === "string" ? html` <span class="tag">${words(found.status)}</span>` : ""}</h1>
${said.done === null ? "" : html`<p class="done" role="status">${said.done}</p>`}${alertBox(said.problem)}
${facts(store, found)}
${buttons(store, id, found)}</section>
${found.object === "event" ? deliveries(store, id) : related(store, id)}
<section class="card"><h2>${found.object === "event" ? "Payload" : "Object"}</h2><pre tabindex="0" role="region" aria-label="JSON">${JSON.stringify(found, null, 2)}</pre></section>`,
    { wide: true },
  );
}

export const backLink = html`<nav class="top"><a href="/">← Overview</a></nav>`;

export function link(id: string, label?: string): Html {
  return html`<a href="/dashboard/objects/${id}">${label ?? html`<code>${id}</code>`}</a>`;
}

function buttons(store: Store, id: string, found: JsonObject): Html {
  const wanted = actionsFor(store, id);
  if (found.object === "event") {
    return html`<div class="actions"><form method="post" action="/dashboard/objects/${id}/resend"><button type="submit">Resend</button></form></div>`;
  }
  if (wanted.length === 0) return html``;
  return html`<div class="actions">${wanted.map((action) => button(id, action))}</div>`;
}

function button(id: string, action: Action): Html {
  const look = action.isGrave ? "danger" : "plain";
  return html`<form method="post" action="/dashboard/objects/${id}/${action.name}" class="act">${
    action.amount === undefined
      ? ""
      : html`<label for="${action.name}-amount">Amount in minor units</label><input type="text" inputmode="numeric" id="${action.name}-amount" name="amount" value="${action.amount}">`
  }<button type="submit" class="${look}">${action.label}</button></form>`;
}

const told: readonly string[] = [
  "customer",
  "payment_intent",
  "latest_charge",
  "charge",
  "invoice",
  "subscription",
  "latest_invoice",
  "payment_method",
  "balance_transaction",
];

function facts(store: Store, found: JsonObject): Html {
  const { amount, amount_total: total, total: due, currency, created } = found;
  const sum = [amount, total, due].find((value) => typeof value === "number");
  const references = told.flatMap((key): [string, Html][] => {
    const value = found[key];
    return typeof value === "string" && findById(store, value, store.clock.now()) !== undefined
      ? [[words(key), link(value)]]
      : [];
  });
  const reason = failureOf(found);
  return html`<dl class="facts">
${typeof sum === "number" && typeof currency === "string" ? fact("Amount", formatMoney(sum, currency)) : ""}
${refunded(found)}
${typeof created === "number" ? fact("Created", dateTime(created)) : ""}
${reason === null ? "" : fact("Failure", reason)}
${references.map(([label, value]) => fact(label, value))}</dl>`;
}

function fact(label: string, value: string | Html): Html {
  return html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
}

function refunded(found: JsonObject): Html {
  const { amount_refunded: back, currency } = found;
  if (typeof back !== "number" || back === 0 || typeof currency !== "string") return html``;
  return fact("Refunded", formatMoney(back, currency));
}

function failureOf(found: JsonObject): string | null {
  const error: Json = found.last_payment_error ?? found.last_setup_error;
  if (isObject(error) && typeof error.message === "string") return error.message;
  return typeof found.failure_message === "string" ? found.failure_message : null;
}

/** A payment's charges, refunds, disputes and balance transactions. */
function related(store: Store, id: string): Html {
  const charges = store.where("charge", "intent", id);
  const ids = charges.length === 0 && store.get("charge", id) !== undefined ? [id] : charges.map((row) => row.id);
  const refunds = ids.flatMap((charge) => store.where("refund", "charge", charge));
  const disputes = ids.flatMap((charge) => store.where("dispute", "charge", charge));
  const sources = [...ids, ...refunds.map((row) => row.id), ...disputes.map((row) => row.id), id];
  const movements = [...new Set(sources)].flatMap((source) => store.where("balance_transaction", "source", source));
  const rows = [
    ...charges.map((row) => ({
      id: row.id,
      text: `Charge, ${words(row.status).toLowerCase()}`,
      sum: formatMoney(row.amount, row.currency),
    })),
    ...refunds.map((row) => ({
      id: row.id,
      text: `Refund, ${words(row.status ?? "").toLowerCase()}`,
      sum: formatMoney(row.amount, row.currency),
    })),
    ...disputes.map((row) => ({
      id: row.id,
      text: `Dispute, ${words(row.status).toLowerCase()}`,
      sum: formatMoney(row.amount, row.currency),
    })),
    ...movements.map((row) => ({
      id: row.id,
      text: `Balance transaction, ${words(row.reporting_category).toLowerCase()}`,
      sum: `${formatMoney(row.net, row.currency)} net`,
    })),
  ];
  if (rows.length === 0) return html``;
  return html`<section class="card"><h2>Related objects</h2>${rows.map(
    (row) => html`<div class="row"><span>${link(row.id, row.text)}</span><span>${row.sum}</span></div>`,
  )}</section>`;
}

function deliveries(store: Store, event: string): Html {
  const rows = store.where("delivery", "event", event);
  return html`<section class="card"><h2>Deliveries</h2>${rows.length === 0 ? html`<p class="soft">Sent to no endpoint.</p>` : ""}${rows.map(
    (
      row,
    ) => html`<div class="delivery"><p><strong>${store.get("webhook_endpoint", row.endpoint)?.url ?? row.endpoint}</strong> <span class="tag">${words(row.state)}</span></p>
${row.attempts.map((attempt) => html`<p class="small">${dateTime(attempt.at)}: ${attempt.status ?? attempt.error} in ${attempt.durationMs} ms</p>${attempt.responseBody === "" ? "" : html`<pre tabindex="0" role="region" aria-label="Answer">${attempt.responseBody.slice(0, 2000)}</pre>`}`)}</div>`,
  )}</section>`;
}
