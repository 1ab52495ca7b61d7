import { html, raw } from "hono/html";
import type { CardProblems } from "../payments/card-form";
import type { Html } from "./layout";

/** The card form. The labels are part of the interface: browser tests find the fields by them. */
export function cardFields(form: Record<string, string>, problems: CardProblems): Html {
  return html`
${field({ name: "card_number", label: "Card number", autocomplete: "cc-number", placeholder: "1234 1234 1234 1234", value: form.card_number, problem: problems.number, numeric: true })}
<div class="pair">
<div>${field({ name: "expiry", label: "Expiration", autocomplete: "cc-exp", placeholder: "MM / YY", value: form.expiry, problem: problems.expiry, numeric: true })}</div>
<div>${field({ name: "cvc", label: "CVC", autocomplete: "cc-csc", placeholder: "123", value: undefined, problem: problems.cvc, numeric: true })}</div>
</div>
${field({ name: "name", label: "Name on card", autocomplete: "cc-name", placeholder: "", value: form.name, problem: problems.name, numeric: false })}`;
}

export interface Field {
  name: string;
  label: string;
  autocomplete: string;
  placeholder: string;
  value: string | undefined;
  problem: string | undefined;
  numeric: boolean;
  type?: "text" | "email";
}

export function field(input: Field): Html {
  const error = `${input.name}-error`;
  const described = input.problem === undefined ? "" : raw(` aria-invalid="true" aria-describedby="${error}"`);
  return html`<label for="${input.name}">${input.label}</label>
<input type="${input.type ?? "text"}" id="${input.name}" name="${input.name}" autocomplete="${input.autocomplete}" placeholder="${input.placeholder}" value="${input.value ?? ""}"${input.numeric ? raw(' inputmode="numeric"') : ""}${described}>
${input.problem === undefined ? "" : html`<p class="field-error" id="${error}">${input.problem}</p>`}`;
}

/** Groups digits while typing and keeps an impatient second click from sending the form again. */
export const cardScript = html`<script>${raw(`
const number = document.getElementById("card_number");
number?.addEventListener("input", () => {
  const digits = number.value.replace(/\\D/g, "").slice(0, 19);
  number.value = digits.replace(/(\\d{4})(?=\\d)/g, "$1 ");
});
const expiry = document.getElementById("expiry");
expiry?.addEventListener("input", (event) => {
  if (event.inputType?.startsWith("delete")) return;
  const digits = expiry.value.replace(/\\D/g, "").slice(0, 4);
  expiry.value = digits.length >= 3 ? digits.slice(0, 2) + " / " + digits.slice(2) : digits;
});
document.querySelector("form[data-pay]")?.addEventListener("submit", (event) => {
  const button = event.target.querySelector("button[type=submit]");
  button.disabled = true;
  button.textContent = "Processing…";
});
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
document.querySelector("[role=alert]")?.scrollIntoView({ block: "nearest" });
`)}</script>`;

export function cardName(brand: string): string {
  return { visa: "Visa", mastercard: "Mastercard", amex: "American Express", discover: "Discover" }[brand] ?? "Card";
}
