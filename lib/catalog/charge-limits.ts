import { currencyRule } from "@/lib/format/currencies";
import { formatMoney } from "@/lib/format/money";

/** Stripe refuses amounts above 99,999,999 minor units (docs.stripe.com/currencies#minimum-and-maximum-charge-amounts). */
export const MAX_AMOUNT_CENTS = 99_999_999;

/** Why Stripe would refuse to charge a price, in a sentence; null when it would not. */
export function chargeProblem(amountCents: number, currency: string): string | null {
  const { step } = currencyRule(currency);
  const least = LEAST[currency] ?? step;
  if (amountCents < least) return `The minimum charge is ${formatMoney(least, currency)}.`;
  if (amountCents > MAX_AMOUNT_CENTS) return `The maximum charge is ${formatMoney(MAX_AMOUNT_CENTS, currency)}.`;
  if (amountCents % step === 0) return null;
  const code = currency.toUpperCase();
  return step === 100 ? `Stripe charges ${code} in whole units only.` : `In ${code}, the last decimal must be 0.`;
}

/**
 * Stripe's minimum charge when it settles in the same currency, in minor units. Other currencies are converted to the
 * account's before Stripe checks the minimum, which cannot be known here.
 */
const LEAST: Readonly<Record<string, number>> = {
  usd: 50,
  aed: 200,
  aud: 50,
  bgn: 100,
  brl: 50,
  cad: 50,
  chf: 50,
  czk: 1_500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17_500,
  inr: 50,
  jpy: 50,
  mxn: 1_000,
  myr: 200,
  nok: 300,
  nzd: 50,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  thb: 1_000,
};
