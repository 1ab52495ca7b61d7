import { html, raw } from "hono/html";
import type { Html } from "../../core/pages/layout";
import type { CardProblems } from "../card-form";

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

/**
 * Says what is wrong with a card as soon as a field is full or left (check digit, expiration, length of the code by brand),
 * groups digits while typing, and keeps a second click from sending the form again.
 */
export const cardScript = html`<script>${raw(`
const at = (id) => document.getElementById(id);
const digits = (input) => input.value.replace(/\\D/g, "");
const isAmex = () => /^3[47]/.test(digits(at("card_number")));
const luhn = (text) => [...text].reverse().reduce((sum, c, i) => { const d = c * (i % 2 ? 2 : 1); return sum + (d > 9 ? d - 9 : d); }, 0) % 10 === 0;
const checks = {
  card_number: (text) => { const full = isAmex() ? 15 : 16;
    if (text.length < full) return "Your card number is incomplete.";
    return luhn(text) ? "" : "Your card number is invalid."; },
  expiry: (text) => { if (text.length < 4) return "Your card's expiration date is incomplete.";
    const month = Number(text.slice(0, 2)), year = 2000 + Number(text.slice(2, 4));
    if (month < 1 || month > 12) return "Enter the expiration date as MM / YY.";
    return Date.UTC(year, month, 1) <= Date.now() ? "Your card's expiration date is in the past." : ""; },
  cvc: (text) => { const full = isAmex() ? 4 : 3; return text.length === full ? "" : "Enter the " + full + " digits of your security code."; },
};
const tell = (input, problem) => {
  let note = at(input.id + "-error");
  if (!problem) { note?.remove(); input.removeAttribute("aria-invalid"); input.removeAttribute("aria-describedby"); return; }
  if (!note) { note = document.createElement("p"); note.id = input.id + "-error"; note.className = "field-error"; input.after(note); }
  note.textContent = problem; input.setAttribute("aria-invalid", "true"); input.setAttribute("aria-describedby", note.id);
};
const shape = (input) => {
  const text = digits(input);
  if (input.id === "card_number") input.value = isAmex()
    ? [text.slice(0, 4), text.slice(4, 10), text.slice(10, 15)].filter(Boolean).join(" ")
    : text.slice(0, 19).replace(/(\\d{4})(?=\\d)/g, "$1 ");
  if (input.id === "expiry") input.value = text.length >= 3 ? text.slice(0, 2) + " / " + text.slice(2, 4) : text.slice(0, 4);
};
const lengths = { card_number: () => (isAmex() ? 15 : 16), expiry: () => 4, cvc: () => (isAmex() ? 4 : 3) };
for (const id of Object.keys(checks)) {
  const input = at(id);
  input?.addEventListener("input", (event) => {
    if (!event.inputType?.startsWith("delete")) shape(input);
    const text = digits(input);
    tell(input, text.length >= lengths[id]() ? checks[id](text) : "");
  });
  input?.addEventListener("blur", () => tell(input, input.value === "" ? "" : checks[id](digits(input))));
}
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
