import { adminMoney } from "@/lib/refusals/admin-money";
import { credits } from "@/lib/refusals/credits";
import { promoCodes } from "@/lib/refusals/promo-codes";
import { purchases } from "@/lib/refusals/purchases";
import { requests } from "@/lib/refusals/requests";
import { signIn } from "@/lib/refusals/sign-in";
import { stripe } from "@/lib/refusals/stripe";
import { webhooks } from "@/lib/refusals/webhooks";

/**
 * Every refusal in one row: the API's code with its HTTP status and title, the sentence for developers and the one for
 * users. The API's problem documents, its OpenAPI document, docs/api.md and the messages on pages are all made from it.
 */
export const REFUSALS = {
  ...requests,
  ...signIn,
  ...credits,
  ...promoCodes,
  ...purchases,
  ...stripe,
  ...adminMoney,
  ...webhooks,
} as const;

type Table = typeof REFUSALS;

export type Refusal = keyof Table;

/** The codes of the API: the rows that have a status of their own. */
export type RefusalCode = { [Name in Refusal]: Table[Name] extends { status: number } ? Name : never }[Refusal];

/** The facts that a refusal's sentence needs: one argument or none. For a union of refusals, what any of them needs. */
export type Facts<Name extends Refusal, Side extends "developer" | "user"> = [FactsOf<Name, Side>] extends [never]
  ? []
  : [facts: FactsOf<Name, Side>];

type FactsOf<Name extends Refusal, Side extends string> = {
  [Row in Name]: Table[Row] extends { [_ in Side]: (facts: infer F) => string } ? F : never;
}[Name];
