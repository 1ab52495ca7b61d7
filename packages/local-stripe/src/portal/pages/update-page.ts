import { html } from "hono/html";
import { amountOf, cadence, formatMoney } from "../../core/money/money";
import { shortDate } from "../../core/pages/dates";
import { alertBox, type Html, page } from "../../core/pages/layout";
import type { Tables } from "../../core/store/tables";
import { firstItem, periodOf } from "../../subscriptions/periods";
import { type Offer, offersOf, type PlanChoice } from "../plan-change";
import type { PortalView } from "./view";

type Subscription = Tables["subscription"];

/** What the customer may change to. */
export function updatePage(view: PortalView, row: Subscription): Html {
  const item = firstItem(row);
  const offers = offersOf(view.store, view.configuration.features.subscription_update);
  return page(
    "Update subscription",
    html`<nav class="top"><a href="${view.session.url}?home">← Back</a></nav>
<section class="card"><h1>Update your subscription</h1>
${alertBox(view.error)}
<form method="get" action="${view.session.url}/subscriptions/${row.id}/preview">
<fieldset><legend>Choose a plan</legend>${offers.map((offer) => offerChoice(view, offer, item.price.id))}</fieldset>
${quantityField(offers, item.quantity ?? 1)}
<div class="actions split"><button type="submit">Continue</button>
<a class="button plain" href="${view.session.url}?home">Keep current plan</a></div></form></section>`,
  );
}

function offerChoice(view: PortalView, { price }: Offer, current: string): Html {
  const isCurrent = price.id === current;
  return html`<label class="choice"><input type="radio" name="price" value="${price.id}" required ${isCurrent ? "checked" : ""}>
<span><strong>${nameOf(view, price)}</strong> <span class="soft">${formatMoney(price.unit_amount ?? 0, price.currency)} ${cadence(price)}</span>
${isCurrent ? html`<span class="tag">Current plan</span>` : ""}</span></label>`;
}

function quantityField(offers: Offer[], quantity: number): Html {
  const limits = offers.find((offer) => offer.quantity !== null)?.quantity;
  if (!limits) return html``;
  return html`<label>Quantity <input type="number" name="quantity" value="${quantity}" min="${limits.least}" max="${limits.most}"></label>`;
}

export interface Preview {
  choice: PlanChoice;
  invoice: Tables["invoice"];
  /** The change waits for the end of the period. */
  isLater: boolean;
  /** It is charged at once. */
  isNow: boolean;
}

/** The preview of a change, before it is confirmed. */
export function previewPage(view: PortalView, row: Subscription, { choice, invoice, isLater, isNow }: Preview): Html {
  const { price, quantity } = choice;
  const { end } = periodOf(row);
  const sum = formatMoney(amountOf(price, quantity), row.currency);
  return page(
    "Confirm your updates",
    html`<nav class="top"><a href="${view.session.url}/subscriptions/${row.id}/update">← Back</a></nav>
<section class="card"><h1>Confirm your updates</h1>
${alertBox(view.error)}
<p><strong>${nameOf(view, price)}</strong>${quantity === 1 ? "" : ` × ${quantity}`}<br>${sum} ${cadence(price)}</p>
${
  isLater
    ? html`<p>Your plan changes on ${shortDate(end)}, when the current period ends. Until then nothing changes and nothing is charged.</p>`
    : html`${invoice.lines.data.map(
        (line) =>
          html`<div class="row"><span>${line.description}</span><span>${formatMoney(line.amount, row.currency)}</span></div>`,
      )}
<div class="row total"><strong>${isNow ? "Amount due today" : `Amount due on ${shortDate(end)}`}</strong><strong>${formatMoney(invoice.amount_due, row.currency)}</strong></div>`
}
<form method="post" action="${view.session.url}/subscriptions/${row.id}/update">
<input type="hidden" name="price" value="${price.id}"><input type="hidden" name="quantity" value="${quantity}"><input type="hidden" name="date" value="${choice.date}">
<div class="actions split"><button type="submit">Confirm</button>
<a class="button plain" href="${view.session.url}?home">Cancel</a></div></form></section>`,
  );
}

function nameOf(view: PortalView, price: Tables["price"]): string {
  return view.store.get("product", price.product)?.name ?? "Subscription";
}
