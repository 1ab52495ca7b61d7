import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { createBankMethod, createCardMethod, createWalletMethod } from "./attach";
import { type CardFields, type CardProblems, readCard } from "./card-form";
import { type BankAccount, type MethodType, testBank, testRouting } from "./instruments";
import type { BillingDetails } from "./objects/payment-method";

/** A method the buyer describes on a hosted page. `name` is the holder's, where the form asks for one. */
export type MethodFields =
  | { type: "card"; card: CardFields; name: string }
  | { type: "us_bank_account" | "sepa_debit"; bank: BankAccount; name: string }
  | { type: "paypal"; name: null };

export type MethodProblems = CardProblems & {
  account_number?: string;
  routing_number?: string;
  iban?: string;
  account_name?: string;
};
export type MethodForm = { ok: true; method: MethodFields } | { ok: false; problems: MethodProblems };

/** Reads the part of a posted form that its `payment_method` names: a card unless it is another type on offer. */
export function readMethod(form: Record<string, string>, offered: readonly MethodType[], now: number): MethodForm {
  const type = offered.find((each) => each === form.payment_method) ?? offered[0] ?? "card";
  if (type === "paypal") return { ok: true, method: { type, name: null } };
  if (type === "card") {
    const read = readCard(form, now);
    return read.ok ? { ok: true, method: { type, card: read.card, name: read.card.name } } : read;
  }
  return readBank(type, form);
}

export interface MadeMethod {
  email: string | null;
  allowRedisplay: string;
}

/** The payment method behind what was filled in. */
export function createMethod(tx: Tx, method: MethodFields, input: MadeMethod): Tables["payment_method"] {
  const { allowRedisplay } = input;
  const billing: BillingDetails = { address: null, email: input.email, name: method.name, phone: null, tax_id: null };
  if (method.type === "card") return createCardMethod(tx, { ...method.card, billing, allowRedisplay });
  if (method.type === "paypal") return createWalletMethod(tx, { billing, allowRedisplay });
  return createBankMethod(tx, { bank: method.bank, billing, allowRedisplay });
}

function readBank(type: "us_bank_account" | "sepa_debit", form: Record<string, string>): MethodForm {
  const isUs = type === "us_bank_account";
  const typed = (isUs ? form.account_number : form.iban) ?? "";
  const number = typed.replace(/[\s-]/g, "").toUpperCase();
  const name = (form.account_name ?? "").trim();
  const bank = testBank(number);
  const problems: MethodProblems = {};
  const unknown = "This is the local Stripe: only the published test accounts work here.";
  if (isUs && (form.routing_number ?? "").replace(/\D/g, "") !== testRouting) {
    problems.routing_number = `Enter the test routing number, ${testRouting}.`;
  }
  if (number === "")
    problems[isUs ? "account_number" : "iban"] = isUs ? "Enter your account number." : "Enter your IBAN.";
  else if (bank?.type !== type) problems[isUs ? "account_number" : "iban"] = unknown;
  if (name === "") problems.account_name = "Enter the name on the account.";
  if (bank === undefined || Object.keys(problems).length > 0) return { ok: false, problems };
  return { ok: true, method: { type, bank, name } };
}
