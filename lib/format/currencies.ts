/**
 * How Stripe represents each currency (docs.stripe.com/currencies, read in November 2026). ISO 4217 and browser locale
 * data disagree with Stripe on more than a dozen currencies, so nothing else may interpret an amount.
 *
 * UGX is also on Stripe's list of zero-decimal currencies, but its special case is the rule: 5 UGX are 500. HUF and TWD
 * are special in payouts only, which this app does not make.
 */
export type CurrencyRule = {
  /** One unit is 10 to the power of `decimals` minor units. */
  decimals: 0 | 2 | 3;
  /** Only multiples of this many minor units can be charged. */
  step: 1 | 10 | 100;
};

/** The rule of a currency, by its ISO code in either case. */
export function currencyRule(currency: string): CurrencyRule {
  return RULES.get(currency.toLowerCase()) ?? TWO_DECIMALS;
}

/** Whether Stripe charges in it. */
export function isCurrency(currency: string): boolean {
  return CURRENCIES.includes(currency);
}

const words = (text: string) => text.trim().split(/\s+/);

/** Every currency that Stripe charges in, in lower case as in its API. */
export const CURRENCIES: readonly string[] = words(`
  aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd bwp byn bzd cad cdf chf clp cny
  cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl htg huf idr ils inr isk jmd
  jod jpy kes kgs khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mur mvr mwk mxn myr mzn nad
  ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sek sgd shp sle sos srd std szl
  thb tjs tnd top try ttd twd tzs uah ugx usd uyu uzs vnd vuv wst xaf xcd xcg xof xpf yer zar zmw
`);

/** The currency of a catalogue that names none, also used to show a zero amount when nothing is on sale. */
export const DEFAULT_CURRENCY = "usd";

const TWO_DECIMALS: CurrencyRule = { decimals: 2, step: 1 };

const RULES: ReadonlyMap<string, CurrencyRule> = new Map([
  ...all("bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf", { decimals: 0, step: 1 }),
  // Two decimals that are always 00, which Stripe kept when these currencies lost their minor unit.
  ...all("isk ugx", { decimals: 2, step: 100 }),
  // The last digit must be 0, a requirement of Stripe's partners.
  ...all("bhd jod kwd omr tnd", { decimals: 3, step: 10 }),
]);

function all(currencies: string, rule: CurrencyRule): [string, CurrencyRule][] {
  return words(currencies).map((currency) => [currency, rule]);
}

/** What providers of models state their prices in, all over the world. */
export const MODEL_PRICE_CURRENCY = "usd";
