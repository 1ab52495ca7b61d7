/** Why a bank declined, in Stripe's words. Source: https://docs.stripe.com/testing#declined-payments */
export interface Decline {
  code: string;
  declineCode: string;
  message: string;
  advice: string;
}

/** How a payment method of any type behaves. */
export interface Behaviour {
  /** Refused while being saved for later. */
  attach: Decline | null;
  /** Refused when it is charged. */
  charge: Decline | null;
  /** When the bank, or the wallet's own page, wants the buyer to confirm. */
  challenge: "never" | "unless_set_up" | "off_session" | "always";
  /** Money that is on its way for days; `failure` is how it ends then, `days` null means it never does by itself. */
  delay: { days: number | null; failure: Decline | null } | null;
  /** Disputed right after it was paid. */
  dispute: { reason: string; isInquiry: boolean } | null;
  refund: "at_once" | "pending" | "fails_later";
}

export interface TestCard extends Behaviour {
  number: string;
  brand: "visa" | "mastercard" | "amex" | "discover";
  funding: "credit" | "debit";
  country: string;
}

/** Pays immediately, requires no authentication, refunds immediately. */
export const obliging: Behaviour = {
  attach: null,
  charge: null,
  challenge: "never",
  delay: null,
  dispute: null,
  refund: "at_once",
};

const generic = decline("card_declined", "generic_decline", "Your card was declined.", "try_again_later");
const insufficient = decline(
  "card_declined",
  "insufficient_funds",
  "Your card has insufficient funds.",
  "try_again_later",
);
const lost = decline("card_declined", "lost_card", "Your card was declined.", "do_not_try_again");
const stolen = decline("card_declined", "stolen_card", "Your card was declined.", "do_not_try_again");
const expired = decline("expired_card", "expired_card", "Your card has expired.", "do_not_try_again");
const wrongCvc = decline(
  "incorrect_cvc",
  "incorrect_cvc",
  "Your card's security code is incorrect.",
  "confirm_card_data",
);
const processing = decline(
  "processing_error",
  "processing_error",
  "An error occurred while processing your card. Try again in a little bit.",
  "try_again_later",
);

/** A number that Stripe does not publish for tests: no real card is ever accepted here. */
export const notATestCard = decline(
  "card_declined",
  "test_mode_live_card",
  "Your card was declined. This is the local Stripe: only the published test card numbers work here.",
  "confirm_card_data",
);

/** Source: https://docs.stripe.com/testing */
const cards: readonly TestCard[] = [
  good("4242424242424242", "visa", "credit"),
  good("4000056655665556", "visa", "debit"),
  good("5555555555554444", "mastercard", "credit"),
  good("5200828282828210", "mastercard", "debit"),
  good("378282246310005", "amex", "credit"),
  good("6011111111111117", "discover", "credit"),
  bad("4000000000000002", generic),
  bad("4000000000009995", insufficient),
  bad("4000000000009987", lost),
  bad("4000000000009979", stolen),
  bad("4000000000000069", expired),
  bad("4000000000000127", wrongCvc),
  bad("4000000000000119", processing),
  { ...bad("4000000000000341", generic), attach: null },
  { ...good("4000002500003155", "visa", "credit"), challenge: "unless_set_up" },
  { ...good("4000003800000446", "visa", "credit"), challenge: "off_session" },
  { ...good("4000000000003184", "visa", "credit"), challenge: "always" },
  { ...good("4000002760003184", "visa", "credit"), challenge: "always" },
  { ...good("4000000000003220", "visa", "credit"), challenge: "always" },
  { ...good("4000000000000259", "visa", "credit"), dispute: { reason: "fraudulent", isInquiry: false } },
  { ...good("4000000000002685", "visa", "credit"), dispute: { reason: "product_not_received", isInquiry: false } },
  { ...good("4000000000001976", "visa", "credit"), dispute: { reason: "fraudulent", isInquiry: true } },
  { ...good("4000000000007726", "visa", "credit"), refund: "pending" },
  { ...good("4000000000005126", "visa", "credit"), refund: "fails_later" },
];

/** Ready-made payment methods. Source: https://docs.stripe.com/testing?testing-method=payment-methods */
const readyMade: Record<string, string> = {
  pm_card_visa: "4242424242424242",
  pm_card_us: "4242424242424242",
  pm_card_visa_debit: "4000056655665556",
  pm_card_mastercard: "5555555555554444",
  pm_card_mastercard_debit: "5200828282828210",
  pm_card_amex: "378282246310005",
  pm_card_discover: "6011111111111117",
  pm_card_visa_chargeDeclined: "4000000000000002",
  pm_card_chargeDeclined: "4000000000000002",
  pm_card_visa_chargeDeclinedInsufficientFunds: "4000000000009995",
  pm_card_chargeDeclinedInsufficientFunds: "4000000000009995",
  pm_card_visa_chargeDeclinedLostCard: "4000000000009987",
  pm_card_visa_chargeDeclinedStolenCard: "4000000000009979",
  pm_card_chargeDeclinedExpiredCard: "4000000000000069",
  pm_card_chargeDeclinedIncorrectCvc: "4000000000000127",
  pm_card_chargeDeclinedProcessingError: "4000000000000119",
  pm_card_chargeCustomerFail: "4000000000000341",
  pm_card_authenticationRequiredOnSetup: "4000002500003155",
  pm_card_authenticationRequired: "4000002760003184",
  pm_card_threeDSecure2Required: "4000000000003220",
  pm_card_authenticationRequiredSetupForOffSession: "4000003800000446",
  pm_card_createDispute: "4000000000000259",
  pm_card_createDisputeProductNotReceived: "4000000000002685",
  pm_card_createDisputeInquiry: "4000000000001976",
  pm_card_pendingRefund: "4000000000007726",
  pm_card_refundFail: "4000000000005126",
};

export function testCard(number: string): TestCard | undefined {
  return cards.find((card) => card.number === number) ?? someonesCard(number);
}

/** A card that pays, of as many people as are needed; Stripe has none of them. */
function someonesCard(number: string): TestCard | undefined {
  return /^42424242\d{8}$/.test(number) && passesLuhn(number) ? good(number, "visa", "credit") : undefined;
}

/** The card number behind `pm_card_visa` and its like. */
export function readyMadeNumber(id: string): string | undefined {
  return readyMade[id];
}

/** The check digit of every card number. Source: ISO/IEC 7812-1, annex B. */
export function passesLuhn(number: string): boolean {
  let sum = 0;
  for (const [index, character] of [...number].reverse().entries()) {
    const digit = Number(character) * (index % 2 === 0 ? 1 : 2);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return /^\d{12,19}$/.test(number) && sum % 10 === 0;
}

export function decline(code: string, declineCode: string, message: string, advice: string): Decline {
  return { code, declineCode, message, advice };
}

function good(number: string, brand: TestCard["brand"], funding: TestCard["funding"]): TestCard {
  return { ...obliging, number, brand, funding, country: "US" };
}

function bad(number: string, why: Decline): TestCard {
  return { ...good(number, "visa", "credit"), attach: why, charge: why };
}
