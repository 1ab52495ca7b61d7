import { invalid } from "../api/errors";
import { type Param, text } from "../api/params";
import { formatMoney, stepOf } from "./money";

/** What a card can be charged in. Source: https://docs.stripe.com/currencies#presentment-currencies */
const presentment = new Set(
  (
    "usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd bwp byn bzd cad cdf chf " +
    "clp cny cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl htg huf idr ils " +
    "inr isk jmd jod jpy kes kgs khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mur mvr mwk " +
    "mxn myr mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sek sgd shp " +
    "sle sos srd std szl thb tjs tnd top try ttd twd tzs uah ugx uyu uzs vnd vuv wst xaf xcd xcg xof xpf yer zar zmw"
  ).split(" "),
);

/**
 * The minimum charge in minor units. For a currency without one of its own Stripe converts to the settlement currency;
 * here there are no exchange rates, so no minimum. Source: https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts
 */
const least: Record<string, number> = {
  ...{ aed: 200, aud: 50, bgn: 100, brl: 50, cad: 50, chf: 50, czk: 1500, dkk: 250, eur: 50, gbp: 30, hkd: 400 },
  ...{ huf: 17_500, inr: 50, jpy: 50, mxn: 1000, myr: 200, nok: 300, nzd: 50, pln: 200, ron: 200, sek: 300, sgd: 50 },
  ...{ thb: 1000, usd: 50 },
};

/** Eight digits, twelve for IDR. Source: https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts */
function mostOf(unit: string): number {
  return unit === "idr" ? 999_999_999_999 : 99_999_999;
}

/** A currency in lower case. Refuses one that Stripe does not have. */
export const currencyCode: Param<string | undefined> = (raw, name) => {
  const sent = text(raw, name);
  return sent === undefined ? undefined : currencyNamed(sent, name);
};

/** The same for a currency that is a parameter's name. */
export function currencyNamed(sent: string, name: string): string {
  const code = sent.toLowerCase();
  if (presentment.has(code)) return code;
  throw invalid(
    `Invalid currency: ${code}. Stripe currently supports these currencies: ${[...presentment].join(", ")}`,
    name,
  );
}

/** An amount that can be charged; `what` begins the sentence of the refusal. */
export function requireChargeable(amount: number, unit: string, what = "Amount", param = "amount"): void {
  const floor = least[unit] ?? 1;
  if (amount < floor) {
    throw invalid(`${what} must be at least ${formatMoney(floor, unit)} ${unit}`, param, "amount_too_small");
  }
  requireBillable(amount, unit, param, what);
}

/** An amount that a line, an invoice or a price can have: nothing is free, a negative amount is a credit. */
export function requireBillable(amount: number, unit: string, param: string, what = "Amount"): void {
  requireWhole(amount, unit, param);
  if (isTooLarge(amount, unit)) {
    throw invalid(`${what} must be no more than ${formatMoney(mostOf(unit), unit)} ${unit}`, param, "amount_too_large");
  }
}

/** Whether an amount, charged or credited, has more digits than Stripe takes. */
export function isTooLarge(amount: number, unit: string): boolean {
  return Math.abs(amount) > mostOf(unit);
}

/**
 * An amount that the currency can have. Sources: https://docs.stripe.com/currencies#three-decimal, #special-cases and
 * https://support.stripe.com/questions/deprecation-of-fractional-isk-charges-and-refunds
 */
export function requireWhole(amount: number, unit: string, param: string): void {
  const step = stepOf(unit);
  if (amount % step === 0) return;
  const code = unit.toUpperCase();
  if (step === 10) {
    throw invalid(
      `Invalid amount. ${code} is a three-decimal currency: the last digit must be 0.`,
      param,
      "invalid_charge_amount",
    );
  }
  throw invalid(
    `Invalid amount. Currency ${code} has become effectively zero-decimal and charged amounts must be evenly divisible ` +
      "by 100. See https://stripe.com/docs/currencies#special-cases for more information.",
    param,
    "invalid_charge_amount_no_decimal_compatible",
  );
}
