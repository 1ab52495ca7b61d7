import { type BillingReader, type BillingUser, isTheirs } from "@/lib/billing/context";
import { type ClaimedTerms, fromMetadata, isSigned } from "@/lib/billing/packs/pack-terms";
import { formatMoney } from "@/lib/format/money";
import type { Payment } from "@/lib/generated/prisma/client";
import { type CheckoutFacts, fetchCheckout, fetchCheckoutOfPayment } from "@/lib/stripe/checkout";
import type { PaymentFacts } from "@/lib/stripe/payment-intents";

/** What was paid: a payment intent, or a Checkout session of zero, which has none. */
export type Paid = Pick<PaymentFacts, "state" | "amountCents" | "receivedCents" | "currency"> & {
  paymentIntentId: string | null;
};

type OnRecord = Pick<
  Payment,
  | "userId"
  | "kind"
  | "origin"
  | "amountCents"
  | "currency"
  | "packId"
  | "packCredits"
  | "packBonusCredits"
  | "quantity"
  | "isGift"
  | "stripePaymentIntentId"
  | "stripeCheckoutSessionId"
  | "paidAt"
>;

export type Claim = {
  user: BillingUser;
  paid: Paid;
  terms: ClaimedTerms;
  /** The recorded payment that the terms name. */
  onRecord: OnRecord | null;
  /** Its Checkout session, from Stripe. */
  checkout: CheckoutFacts | null;
};

export type Sale = { agreed: true; terms: ClaimedTerms } | { agreed: false; sentence: string };

/**
 * The pack that a payment intent claims to have bought, checked against the recorded sale; null when it claims none.
 * `read` is a Checkout session that was just read from Stripe, so it is not read again.
 */
export async function readSale(
  reader: BillingReader,
  user: BillingUser,
  facts: PaymentFacts,
  read: CheckoutFacts | null = null,
): Promise<Sale | null> {
  const terms = fromMetadata(facts.metadata);
  if (!terms) return null;
  const onRecord = await reader.db.payment.findUnique({ where: { id: terms.paymentId } });
  const paid = { ...facts, paymentIntentId: facts.id };
  const claim = { user, paid, terms, onRecord };
  const checkout = needsCheckout(claim) ? await checkoutOf(reader, onRecord, facts.id, read) : null;
  return judge({ ...claim, checkout });
}

/** The same for a Checkout session of zero. */
export async function readFreeSale(
  { db }: Pick<BillingReader, "db">,
  user: BillingUser,
  checkout: CheckoutFacts,
): Promise<Sale | null> {
  const terms = fromMetadata(checkout.metadata);
  const { amountTotalCents: amountCents, currency, paymentStatus } = checkout;
  if (!terms || currency === null || paymentStatus !== "no_payment_required") return null;
  const onRecord = await db.payment.findUnique({ where: { id: terms.paymentId } });
  const paid = { state: "succeeded", amountCents, receivedCents: 0, currency, paymentIntentId: null } as const;
  return judge({ user, paid, terms, onRecord, checkout });
}

function judge(claim: Claim): Sale {
  const sentence = disagreement(claim);
  return sentence ? { agreed: false, sentence } : { agreed: true, terms: claim.terms };
}

type Unvouched = Omit<Claim, "checkout">;

function needsCheckout({ paid, terms, onRecord }: Unvouched): boolean {
  return hasMoney(paid) && originOf({ terms, onRecord }) === "CHECKOUT" && !isKnown({ paid, onRecord });
}

async function checkoutOf(
  { stripe }: BillingReader,
  onRecord: OnRecord | null,
  paymentIntentId: string,
  read: CheckoutFacts | null,
): Promise<CheckoutFacts | null> {
  const id = onRecord?.stripeCheckoutSessionId;
  if (read?.paymentIntentId === paymentIntentId && (!id || id === read.id)) return read;
  return id ? fetchCheckout(stripe, id) : fetchCheckoutOfPayment(stripe, paymentIntentId);
}

/**
 * Why a payment does not count as the sale it claims to be; null when it does. Its user, amount and currency, the record
 * of the sale and, in Checkout, the session must match. Without a record, the terms must be signed. For a payment that
 * has not succeeded, only its user and terms matter.
 */
export function disagreement(claim: Claim): string | null {
  const { user, terms, onRecord } = claim;
  if (terms.userId !== null && terms.userId !== user.id)
    return "Its metadata names a different user from its customer's.";
  if (!onRecord) {
    return isSigned(terms)
      ? moneyDisagrees(claim)
      : "Its metadata names an unknown payment, and its terms were not created by this app.";
  }
  if (onRecord.userId !== user.id) return "Its metadata names another user's payment.";
  if (!agreesWith(onRecord, terms)) return "Its metadata does not match the recorded terms.";
  if (claim.checkout && ![null, claim.checkout.id].includes(onRecord.stripeCheckoutSessionId)) {
    return "The recorded sale belongs to another Checkout session.";
  }
  if (onRecord.paidAt && onRecord.stripePaymentIntentId !== claim.paid.paymentIntentId) {
    return "The recorded sale was paid by another payment.";
  }
  return moneyDisagrees(claim);
}

function agreesWith(onRecord: OnRecord, terms: ClaimedTerms): boolean {
  return (
    onRecord.kind === "PACK" &&
    onRecord.packId === terms.packId &&
    onRecord.packCredits === terms.credits &&
    (onRecord.packBonusCredits ?? 0n) === terms.bonusCredits &&
    onRecord.quantity === terms.quantity &&
    onRecord.isGift === terms.isGift
  );
}

function moneyDisagrees(claim: Claim): string | null {
  const { paid, terms, onRecord } = claim;
  const price = onRecord ?? terms;
  if (price.currency !== paid.currency) return `It was paid in ${paid.currency} but sold in ${price.currency}.`;
  if (!hasMoney(paid)) return null;
  if (paid.state === "succeeded" && paid.receivedCents !== paid.amountCents) {
    const [asked, received] = [paid.amountCents, paid.receivedCents].map((cents) => formatMoney(cents, paid.currency));
    return `Only ${received} of ${asked} was received.`;
  }
  const isDiscountable = originOf(claim) === "CHECKOUT" && !isKnown(claim);
  if (isDiscountable) return checkoutDisagrees(claim, price.amountCents);
  return paid.amountCents === price.amountCents ? null : costs(paid, price.amountCents);
}

/** Only the Checkout session says how much a discount took off. */
function checkoutDisagrees({ user, paid, checkout }: Claim, soldForCents: number | null): string | null {
  if (!checkout) return "It was not paid in a Checkout session for the recorded sale.";
  if (!isTheirs(user, checkout.customerId)) return "It was paid in another customer's Checkout session.";
  if (checkout.paymentIntentId !== paid.paymentIntentId) {
    return "The Checkout session of the recorded sale was paid by another payment.";
  }
  if (checkout.amountSubtotalCents !== soldForCents)
    return costs({ ...paid, amountCents: checkout.amountSubtotalCents }, soldForCents);
  if (checkout.amountTotalCents !== paid.amountCents) return costs(paid, checkout.amountTotalCents);
  return checkout.currency === paid.currency ? null : `Its Checkout session was in ${checkout.currency}.`;
}

function costs({ amountCents, currency }: Pick<Paid, "amountCents" | "currency">, soldForCents: number | null): string {
  const soldFor = soldForCents === null ? "an unknown amount" : formatMoney(soldForCents, currency);
  return `It is a payment of ${formatMoney(amountCents, currency)}, but the recorded sale costs ${soldFor}.`;
}

function hasMoney({ state }: Paid): boolean {
  return state === "succeeded" || state === "processing";
}

/** Synced before: the recorded amount is then the amount paid, after a discount. */
function isKnown({ paid, onRecord }: Pick<Claim, "paid" | "onRecord">): boolean {
  return Boolean(onRecord?.paidAt && onRecord.stripePaymentIntentId === paid.paymentIntentId);
}

function originOf({ terms, onRecord }: Pick<Claim, "terms" | "onRecord">): Payment["origin"] {
  return onRecord?.origin ?? terms.origin;
}
