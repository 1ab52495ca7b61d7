import type { Hono } from "hono";
import { html } from "hono/html";
import { formatMoney } from "../billing/money";
import { findById } from "../store/lookup";
import type { Store } from "../store/store";
import { dateTime } from "./dates";
import { type Html, notice, page } from "./layout";

const shownRows = 50;

/** A look inside at `/`: who there is, what was paid, what was told and who heard it. */
export function dashboardRoutes(app: Hono, store: Store): void {
  app.get("/", (context) => context.html(overview(store)));
  app.get("/dashboard/objects/:id", (context) => {
    const found = findById(store, context.req.param("id"));
    if (found === undefined) return context.html(notice("Not found", "There is no such object.", null), 404);
    return context.html(
      page(
        String(found.object),
        html`${back}<h1>${String(found.object)}</h1><pre tabindex="0">${JSON.stringify(found, null, 2)}</pre>${deliveries(store, String(found.id))}`,
        { wide: true },
      ),
    );
  });
}

const back = html`<nav class="top"><a href="/">← Overview</a></nav>`;

function overview(store: Store): Html {
  const name = (id: string | null) => store.get("customer", id ?? "")?.email ?? id ?? "guest";
  return page(
    "Overview",
    html`<h1>Overview</h1><p class="soft">Engine time ${dateTime(store.clock.now())}</p>
${section(
  "Customers",
  ["Customer", "Email", "Created"],
  newest(store.rows("customer")).map((row) => [link(row.id), row.email ?? "", dateTime(row.created)]),
)}
${section(
  "Subscriptions",
  ["Subscription", "Customer", "Status", "Period ends"],
  newest(store.rows("subscription")).map((row) => [
    link(row.id),
    name(row.customer),
    row.status,
    dateTime(row.items.data[0]?.current_period_end ?? row.created),
  ]),
)}
${section(
  "Payments",
  ["Payment", "Customer", "Amount", "Status", "Created"],
  newest(store.rows("payment_intent")).map((row) => [
    link(row.id),
    name(row.customer),
    formatMoney(row.amount, row.currency),
    row.status,
    dateTime(row.created),
  ]),
)}
${section(
  "Events",
  ["Event", "Type", "Created", "Deliveries"],
  newest(store.rows("event")).map((row) => [
    link(row.id),
    row.type,
    dateTime(row.created),
    store
      .where("delivery", "event", row.id)
      .map((delivery) => delivery.state)
      .join(", "),
  ]),
)}`,
    { wide: true },
  );
}

function deliveries(store: Store, event: string): Html {
  const rows = store.where("delivery", "event", event);
  if (rows.length === 0) return html``;
  return section(
    "Deliveries",
    ["Endpoint", "State", "Attempts"],
    rows.map((row) => [
      store.get("webhook_endpoint", row.endpoint)?.url ?? row.endpoint,
      row.state,
      html`${row.attempts.map(
        (attempt) =>
          html`<div>${dateTime(attempt.at)}: ${attempt.status ?? attempt.error} in ${attempt.durationMs} ms <code>${attempt.responseBody.slice(0, 200)}</code></div>`,
      )}`,
    ]),
  );
}

function section(title: string, heads: string[], rows: (string | Html)[][]): Html {
  return html`<section class="card"><h2>${title}</h2>${
    rows.length === 0
      ? html`<p class="soft">Nothing yet.</p>`
      : html`<div class="scroll" tabindex="0" role="region" aria-label="${title}"><table><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`
  }</section>`;
}

function link(id: string): Html {
  return html`<a href="/dashboard/objects/${id}"><code>${id}</code></a>`;
}

function newest<T>(rows: T[]): T[] {
  return rows.slice(-shownRows).reverse();
}
