import { html, raw } from "hono/html";
import { cadence, formatMoney } from "../../core/money/money";
import type { Html } from "../../core/pages/layout";
import type { Tables } from "../../core/store/tables";

type Session = Tables["checkout_session"];
type Plan = Tables["checkout_plan"];

export interface SummaryView {
  session: Session;
  plan: Plan;
  /** What the balance of the customer pays of it, in minor units. */
  fromBalance: number;
  /** What the offer on the session is called, `LAUNCH` or `20% off`. */
  offer: { name: string; terms: string } | null;
  code: { typed: string; problem: string | null };
  quantityProblem: string | null;
}

/** The items, the fields for quantities and a promotion code, and the total. */
export function checkoutSummary(view: SummaryView): Html {
  const { session, plan } = view;
  const currency = session.currency ?? "usd";
  const discount = session.total_details?.amount_discount ?? 0;
  const hasSubtotal = view.offer !== null || view.fromBalance !== 0;
  const due = (session.amount_total ?? 0) - view.fromBalance;
  return html`<div class="card">
${plan.lineItems.map((item) => lineRow(view, item))}
${view.quantityProblem === null ? "" : html`<p class="field-error" role="alert">${view.quantityProblem}</p>`}
${hasSubtotal ? html`<div class="row"><span>Subtotal</span><span>${formatMoney(session.amount_subtotal ?? 0, currency)}</span></div>` : ""}
${view.offer === null ? "" : offerRow(session, view.offer, discount)}
${session.allow_promotion_codes === true && view.offer === null ? codeForm(session, view.code) : ""}
${view.fromBalance === 0 ? "" : html`<div class="row"><span>Applied balance</span><span>${formatMoney(-view.fromBalance, currency)}</span></div>`}
<div class="row total"><span>Total due today</span><span data-total>${formatMoney(due, currency)}</span></div>
</div>`;
}

function lineRow({ session, plan }: SummaryView, item: Plan["lineItems"][number]): Html {
  const { adjustable_quantity: adjustable, quantity } = item;
  const count = quantity ?? 1;
  const sum = formatMoney(item.amount_subtotal, item.currency);
  return html`<div class="row"><span>${item.description}${adjustable?.enabled !== true && count > 1 ? ` × ${count}` : ""}
${item.price?.recurring ? html`<br><span class="soft small">Billed ${howOften(item.price)}</span>` : ""}</span>
<span>${item.price?.recurring && hasTrial(plan) ? html`Free trial<br><span class="soft small">then ${sum}</span>` : sum}</span></div>
${
  adjustable?.enabled === true
    ? html`<form method="post" action="/c/pay/${session.id}/quantity" class="inline"><input type="hidden" name="item" value="${item.id}">
<label for="qty-${item.id}">Quantity of ${item.description}</label>
<input type="number" id="qty-${item.id}" name="quantity" value="${count}" min="${adjustable.minimum ?? 0}" max="${adjustable.maximum ?? 99}">
<button type="submit" class="plain">Update</button></form>`
    : ""
}`;
}

function hasTrial({ trialPeriodDays, trialEnd }: Plan): boolean {
  return trialPeriodDays !== null || trialEnd !== null;
}

const adverbs: Readonly<Record<string, string>> = { day: "daily", week: "weekly", month: "monthly", year: "yearly" };

/** `monthly`, `every 3 months`. */
function howOften(price: Tables["price"]): string {
  const adverb = adverbs[price.recurring?.interval ?? ""];
  return price.recurring?.interval_count === 1 && adverb !== undefined ? adverb : cadence(price);
}

function offerRow(session: Session, offer: { name: string; terms: string }, discount: number): Html {
  const remove =
    session.allow_promotion_codes === true
      ? html`<form method="post" action="/c/pay/${session.id}/promotion" class="inline"><button type="submit" class="plain" name="remove" value="yes">Remove ${offer.name}</button></form>`
      : "";
  return html`<div class="row"><span>${offer.name}<br><span class="soft small">${offer.terms}</span></span><span>${formatMoney(-discount, session.currency ?? "usd")}</span></div>${remove}`;
}

function codeForm(session: Session, code: SummaryView["code"]): Html {
  const described = code.problem === null ? "" : raw(' aria-invalid="true" aria-describedby="promotion-error"');
  return html`<form method="post" action="/c/pay/${session.id}/promotion" class="inline">
<label for="promotion">Promotion code</label>
<input type="text" id="promotion" name="code" value="${code.typed}" autocomplete="off" autocapitalize="characters" required${described}>
<button type="submit" class="plain">Apply</button>
${code.problem === null ? "" : html`<p class="field-error" id="promotion-error" role="alert">${code.problem}</p>`}</form>`;
}

/** `20% off for 3 months`, `$5.00 off once`, as a buyer reads it. */
export function offerTerms(
  coupon: Tables["coupon"],
  off: number | null,
  currency: string,
  isSubscription: boolean,
): string {
  const what = coupon.percent_off === null ? `${formatMoney(off ?? 0, currency)} off` : `${coupon.percent_off}% off`;
  if (!isSubscription) return what;
  if (coupon.duration === "repeating") {
    const months = coupon.duration_in_months ?? 1;
    return `${what} for ${months} ${months === 1 ? "month" : "months"}`;
  }
  return coupon.duration === "forever" ? `${what} forever` : `${what} once`;
}
