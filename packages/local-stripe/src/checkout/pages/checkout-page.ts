import { html } from "hono/html";
import { cadence, formatMoney } from "../../core/money/money";
import { shortDate } from "../../core/pages/dates";
import { alertBox, type Html, page } from "../../core/pages/layout";
import type { Tables } from "../../core/store/tables";
import type { MethodType } from "../../payments/instruments";
import type { MethodProblems } from "../../payments/method-form";
import { cardScript, field } from "../../payments/pages/card-fields";
import { methodFields } from "../../payments/pages/method-fields";
import { checkoutSummary, type SummaryView } from "./checkout-summary";

export interface CheckoutView extends SummaryView {
  saved: Tables["payment_method"][];
  form: Record<string, string>;
  offered: MethodType[];
  problems: MethodProblems & { email?: string };
  error: string | null;
  needsMethod: boolean;
  now: number;
}

export function checkoutPage(view: CheckoutView): Html {
  const { session } = view;
  const currency = session.currency ?? "usd";
  const isSubscription = session.mode === "subscription";
  return page(
    isSubscription ? "Subscribe" : session.mode === "setup" ? "Save a payment method" : "Pay",
    html`
${session.cancel_url === null ? "" : html`<nav class="top"><a href="${session.cancel_url}">← Back</a></nav>`}
<div class="two">
${
  session.mode === "setup"
    ? setupSummary
    : html`<section aria-labelledby="summary">
<h1 id="summary">${heading(view)}</h1>
<p class="amount">${formatMoney((session.amount_total ?? 0) - view.fromBalance, currency)}${dueNote(view)}</p>
${checkoutSummary(view)}
</section>`
}
<section class="card" aria-labelledby="payment">
<h2 id="payment">${view.needsMethod ? "Payment details" : "No payment needed"}</h2>
<form method="post" data-pay novalidate>
${emailField(view)}
${view.needsMethod ? html`${methodFields(view)}${saveChoice(session)}` : ""}
${submitText(view.session)}
${alertBox(view.error)}
<button type="submit" class="full">${buttonLabel(view)}</button>
</form>
${view.needsMethod ? html`<p class="soft small test-cards">Test cards only: <span class="number">4242 4242 4242 4242</span> pays, <span class="number">4000 0000 0000 9995</span> is declined. Any future date, any code.</p>` : ""}
</section>
</div>`,
    { wide: true, script: cardScript },
  );
}

const setupSummary = html`<section aria-labelledby="summary"><h1 id="summary">Save a payment method</h1>
<p class="soft">It is saved for later. Nothing is charged now.</p></section>`;

function heading(view: CheckoutView): string {
  const names = view.plan.lineItems.map((item) => item.description ?? "Item").join(", ");
  return view.session.mode === "subscription" ? `Subscribe to ${names}` : names;
}

function dueNote(view: CheckoutView): Html {
  const recurring = view.plan.lineItems.find((item) => item.price?.recurring)?.price;
  if (!recurring) return html``;
  const trialEnd = trialEndOf(view);
  if (trialEnd === null) return html` <span class="soft small">${cadence(recurring)}</span>`;
  const regular = view.plan.lineItems.filter((item) => item.price?.recurring);
  const total = regular.reduce((sum, item) => sum + item.amount_total, 0);
  return html`<br><span class="soft small">Free until ${shortDate(trialEnd)}, then ${formatMoney(total, view.session.currency ?? "usd")} ${cadence(recurring)}</span>`;
}

function trialEndOf(view: CheckoutView): number | null {
  const days = view.plan.trialPeriodDays;
  return view.plan.trialEnd ?? (days === null ? null : view.now + days * 86_400);
}

function buttonLabel(view: CheckoutView): string {
  if (view.session.mode === "setup") return "Save payment method";
  if (view.session.mode === "subscription") return trialEndOf(view) === null ? "Subscribe" : "Start trial";
  if (!view.needsMethod) return "Complete order";
  return `Pay ${formatMoney(view.session.amount_total ?? 0, view.session.currency ?? "usd")}`;
}

function submitText({ custom_text: { submit } }: Tables["checkout_session"]): Html {
  return submit === null ? html`` : html`<p class="soft small">${submit.message}</p>`;
}

function emailField(view: CheckoutView): Html {
  const known =
    view.session.customer_email ?? (view.session.customer === null ? null : view.session.customer_details?.email);
  if (known) return html`<p><span class="soft">Email</span><br>${known}</p>`;
  return field({
    name: "email",
    label: "Email",
    type: "email",
    autocomplete: "email",
    placeholder: "you@example.com",
    value: view.form.email ?? view.session.customer_details?.email ?? "",
    problem: view.problems.email,
    numeric: false,
  });
}

function saveChoice(session: Tables["checkout_session"]): Html {
  if (session.saved_payment_method_options?.payment_method_save !== "enabled") return html``;
  return html`<label class="choice"><input type="checkbox" name="save_card">Save this card for future purchases</label>`;
}
