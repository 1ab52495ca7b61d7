import { type Behaviour, type Decline, decline, obliging, testCard } from "./cards";

export type MethodType = "card" | "us_bank_account" | "sepa_debit" | "paypal";

/** A test bank account; `number` is an account number or an IBAN. */
export interface BankAccount extends Behaviour {
  type: "us_bank_account" | "sepa_debit";
  number: string;
}

const achDays = 4;
const sepaDays = 5;

/** The routing number of every test account at a US bank. */
export const testRouting = "110000000";

const closed = decline("account_closed", "", "The customer's bank account has been closed.", "");
const noAccount = decline("no_account", "", "The customer's bank account could not be located.", "");
const insufficient = decline(
  "insufficient_funds",
  "",
  "The customer's account has insufficient funds to cover this payment.",
  "",
);
const unauthorized = decline(
  "debit_not_authorized",
  "",
  "The customer has notified their bank that this payment was unauthorized.",
  "",
);
/** The reasons for a returned debit. */
export const failuresByCode: ReadonlyMap<string, Decline> = new Map(
  [insufficient, closed, noAccount, unauthorized].map((why) => [why.code, why]),
);

/**
 * Source: https://docs.stripe.com/payments/ach-direct-debit/accept-a-payment#test-account-numbers and
 * https://docs.stripe.com/payments/sepa-debit/accept-a-payment#test-integration
 */
const banks: readonly BankAccount[] = [
  ach("000123456789", null),
  ach("000111111113", closed),
  ach("000111111116", noAccount),
  ach("000222222227", insufficient),
  ach("000333333335", unauthorized),
  { ...ach("000555555559", null), dispute: { reason: "debit_not_authorized", isInquiry: false } },
  { ...ach("000000000009", null), delay: { days: null, failure: null } },
  sepa("DE89370400440532013000", null),
  sepa("DE62370400440532013001", insufficient),
  { ...sepa("DE35370400440532013002", null), dispute: { reason: "debit_not_authorized", isInquiry: false } },
];

/** A wallet with its own page, to which the buyer is redirected and from which they return. */
export const wallet: Behaviour = { ...obliging, challenge: "unless_set_up" };

/** Ready-made bank accounts; Stripe has none for SEPA and PayPal, so those names are this server's own. */
const readyMade: Record<string, string> = {
  pm_usBankAccount_success: "000123456789",
  pm_usBankAccount_accountClosed: "000111111113",
  pm_usBankAccount_noAccount: "000111111116",
  pm_usBankAccount_insufficientFunds: "000222222227",
  pm_usBankAccount_debitNotAuthorized: "000333333335",
  pm_usBankAccount_dispute: "000555555559",
  pm_usBankAccount_processing: "000000000009",
  pm_sepaDebit_success: "DE89370400440532013000",
  pm_sepaDebit_failed: "DE62370400440532013001",
  pm_sepaDebit_dispute: "DE35370400440532013002",
};

export const readyMadeWallet = "pm_paypal";

export function testBank(number: string): BankAccount | undefined {
  return banks.find((bank) => bank.number === number);
}

export function readyMadeBank(id: string): BankAccount | undefined {
  return testBank(readyMade[id] ?? "");
}

/** How a number in the vault behaves. */
export function behaviourOf(number: string): Behaviour | undefined {
  return number === "paypal" ? wallet : (testCard(number) ?? testBank(number));
}

export interface Offer {
  currency: string;
  /** Only these; null for all that fit. */
  allowed: readonly string[] | null;
  excluded: readonly string[] | null;
  /** Whether a method may send the buyer to another page. */
  redirects: boolean;
}

/** The payment method types that fit the currency and what the application wants, cards first. */
export function offeredTypes(offer: Offer): MethodType[] {
  return fitting(offer.currency)
    .filter((type) => offer.allowed?.includes(type) ?? true)
    .filter((type) => !(offer.excluded?.includes(type) ?? false))
    .filter((type) => offer.redirects || type !== "paypal");
}

function fitting(currency: string): MethodType[] {
  if (currency === "usd") return ["card", "us_bank_account", "paypal"];
  if (currency === "eur") return ["card", "sepa_debit", "paypal"];
  return ["card", "paypal"];
}

function ach(number: string, failure: Decline | null): BankAccount {
  return {
    ...obliging,
    type: "us_bank_account",
    number,
    delay: { days: achDays, failure },
    refund: "pending",
  };
}

function sepa(number: string, failure: Decline | null): BankAccount {
  return { ...obliging, type: "sepa_debit", number, delay: { days: sepaDays, failure }, refund: "pending" };
}
