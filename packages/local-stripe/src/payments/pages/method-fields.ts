import { html, raw } from "hono/html";
import type { Html } from "../../core/pages/layout";
import type { Tables } from "../../core/store/tables";
import type { MethodType } from "../instruments";
import type { MethodProblems } from "../method-form";
import { cardFields, cardName, field } from "./card-fields";

export interface MethodView {
  offered: readonly MethodType[];
  saved: Tables["payment_method"][];
  form: Record<string, string>;
  problems: MethodProblems;
}

/** Which method pays: the saved ones, then each type on offer with its fields, shown while it is chosen. */
export function methodFields(view: MethodView): Html {
  const { offered, saved, form, problems } = view;
  const chosen = form.payment_method ?? saved[0]?.id ?? offered[0] ?? "card";
  const choices = saved.length + offered.length > 1;
  return html`${
    choices
      ? html`<fieldset><legend>Pay with</legend>
${saved.map((method) => choice({ value: method.id, label: methodName(method), chosen, kind: "saved" }))}
${offered.map((type) => choice({ value: type, label: newLabel(type, saved.length > 0), chosen, kind: `pick-${type}` }))}
</fieldset>`
      : ""
  }
${offered.map((type) => html`<div class="method method-${type}">${panel(type, form, problems)}</div>`)}`;
}

/** `Visa ending in 4242`, `STRIPE TEST BANK ending in 6789`, `PayPal`. */
export function methodName(method: Tables["payment_method"]): string {
  const { card, us_bank_account: ach, sepa_debit: sepa, paypal } = method;
  if (card !== undefined) return `${cardName(card.brand)} ending in ${card.last4}`;
  if (ach !== undefined) return `Bank account ending in ${ach.last4 ?? ""}`;
  if (sepa !== undefined) return `SEPA debit, IBAN ending in ${sepa.last4 ?? ""}`;
  return paypal === undefined ? method.type : `PayPal ${paypal.payer_email ?? ""}`.trim();
}

interface Choice {
  value: string;
  label: string;
  chosen: string;
  kind: string;
}

function choice(input: Choice): Html {
  const checked = input.value === input.chosen ? raw(" checked") : "";
  return html`<label class="choice"><input class="${input.kind}" type="radio" name="payment_method" value="${input.value}"${checked}>${input.label}</label>`;
}

function newLabel(type: MethodType, hasSaved: boolean): string {
  switch (type) {
    case "card":
      return hasSaved ? "New card" : "Card";
    case "us_bank_account":
      return "US bank account";
    case "sepa_debit":
      return "SEPA debit";
    case "paypal":
      return "PayPal";
  }
}

function panel(type: MethodType, form: Record<string, string>, problems: MethodProblems): Html {
  switch (type) {
    case "card":
      return cardFields(form, problems);
    case "us_bank_account":
      return html`
${bankField("routing_number", "Routing number", "110000000", form, problems.routing_number)}
${bankField("account_number", "Account number", "000123456789", form, problems.account_number)}
${holder(form, problems)}
<p class="soft small">000123456789 pays in four days, 000222222227 comes back unpaid. By paying you allow the debit.</p>`;
    case "sepa_debit":
      return html`
${bankField("iban", "IBAN", "DE89 3704 0044 0532 0130 00", form, problems.iban)}
${holder(form, problems)}
<p class="soft small">DE89 3704 0044 0532 0130 00 pays in five days, DE62 3704 0044 0532 0130 01 comes back unpaid. By paying you allow the debit.</p>`;
    case "paypal":
      return html`<p class="soft">You will go to PayPal's test page to agree, and come back here.</p>`;
  }
}

function holder(form: Record<string, string>, problems: MethodProblems): Html {
  return field({
    name: "account_name",
    label: "Name on the account",
    autocomplete: "name",
    placeholder: "",
    value: form.account_name,
    problem: problems.account_name,
    numeric: false,
  });
}

function bankField(
  name: string,
  label: string,
  placeholder: string,
  form: Record<string, string>,
  problem: string | undefined,
): Html {
  return field({
    name,
    label,
    autocomplete: "off",
    placeholder,
    value: form[name],
    problem,
    numeric: name !== "iban",
  });
}
