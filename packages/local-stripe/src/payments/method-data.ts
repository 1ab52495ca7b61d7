import { invalid, missingParameter } from "../core/api/errors";
import { int, mergeMetadata, metadata, object, oneOf, type Params, required, text } from "../core/api/params";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { createBankMethod, createCardMethod, createWalletMethod } from "./attach";
import { readyMadeNumber, testCard } from "./cards";
import { type BankAccount, testBank, testRouting } from "./instruments";
import { noBilling } from "./objects/payment-method";

export const methodTypes = ["card", "paypal", "sepa_debit", "us_bank_account"] as const;
export const billingDetails = object({ email: text, name: text, phone: text });
export const redisplay = oneOf("always", "limited", "unspecified");

/** A payment method described in place, as `payment_methods.create` and `payment_method_data` take it. */
export const methodShape = {
  type: required(oneOf(...methodTypes)),
  card: object({ number: text, exp_month: int, exp_year: int, cvc: text, token: text }),
  us_bank_account: object({
    account_holder_type: oneOf("company", "individual"),
    account_number: text,
    account_type: oneOf("checking", "savings"),
    routing_number: text,
  }),
  sepa_debit: object({ iban: required(text) }),
  paypal: object({}),
  billing_details: billingDetails,
  metadata,
  allow_redisplay: redisplay,
};

/** Creates the method described; `prefix` is where errors say it stands. */
export function methodFromData(tx: Tx, params: Params<typeof methodShape>, prefix = ""): Tables["payment_method"] {
  const named = (name: string) => (prefix === "" ? name : `${prefix}[${name.replace("[", "][").replace(/\]$/, "")}]`);
  const common = {
    billing: {
      ...noBilling,
      email: params.billing_details?.email ?? null,
      name: params.billing_details?.name ?? null,
      phone: params.billing_details?.phone ?? null,
    },
    metadata: mergeMetadata({}, params.metadata),
    allowRedisplay: params.allow_redisplay ?? "unspecified",
  };
  switch (params.type) {
    case "paypal":
      return createWalletMethod(tx, common);
    case "us_bank_account": {
      const sent = params.us_bank_account;
      if (sent === undefined) throw missingParameter(named("us_bank_account"));
      if (common.billing.name === null) throw missingParameter(named("billing_details[name]"));
      if (sent.routing_number !== testRouting) {
        throw invalid(
          `Only the test routing number ${testRouting} works here.`,
          named("us_bank_account[routing_number]"),
          "routing_number_invalid",
        );
      }
      const bank = bankOf(sent.account_number ?? "", "us_bank_account", named("us_bank_account[account_number]"));
      return createBankMethod(tx, { ...common, bank });
    }
    case "sepa_debit": {
      if (params.sepa_debit === undefined) throw missingParameter(named("sepa_debit"));
      for (const name of ["name", "email"] as const) {
        if (common.billing[name] === null) throw missingParameter(named(`billing_details[${name}]`));
      }
      const iban = params.sepa_debit.iban.replace(/\s/g, "").toUpperCase();
      return createBankMethod(tx, { ...common, bank: bankOf(iban, "sepa_debit", named("sepa_debit[iban]")) });
    }
    case "card": {
      const sent = params.card;
      if (sent === undefined) throw missingParameter(named("card"));
      const token = sent.token === undefined ? undefined : readyMadeNumber(sent.token.replace(/^tok_/, "pm_card_"));
      const card = testCard(token ?? sent.number ?? "");
      if (card === undefined) throw invalid("Only the published test card numbers work here.", named("card[number]"));
      return createCardMethod(tx, {
        ...common,
        card,
        expMonth: sent.exp_month ?? 12,
        expYear: sent.exp_year ?? new Date(tx.now * 1000).getUTCFullYear() + 3,
      });
    }
  }
}

function bankOf(number: string, type: BankAccount["type"], param: string): BankAccount {
  const bank = testBank(number);
  if (bank?.type === type) return bank;
  throw invalid("Only the published test account numbers work here.", param, "account_number_invalid");
}
