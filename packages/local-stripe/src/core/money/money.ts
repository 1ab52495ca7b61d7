import type { Tables } from "../store/tables";

// docs.stripe.com/currencies: all others have two decimals. UGX is also on the zero-decimal list, but as a special
// case: 5 UGX are sent as 500.
const zeroDecimal = new Set("bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf".split(" "));
const threeDecimal = new Set("bhd jod kwd omr tnd".split(" "));
const wholeUnits = new Set(["isk", "ugx"]);

/** How many decimals a currency has. */
export function decimalsOf(currency: string): number {
  return zeroDecimal.has(currency) ? 0 : threeDecimal.has(currency) ? 3 : 2;
}

/**
 * Amounts of a currency are multiples of this many minor units. Three-decimal currencies end in 0; ISK and UGX have two
 * decimals in the API that are always 00. Source: https://docs.stripe.com/currencies#three-decimal and #special-cases
 */
export function stepOf(currency: string): 1 | 10 | 100 {
  return wholeUnits.has(currency) ? 100 : threeDecimal.has(currency) ? 10 : 1;
}

/** A calculated amount, rounded half up to one that its currency can have. */
export function roundMoney(amount: number, currency: string): number {
  const step = stepOf(currency);
  return Math.round(amount / step) * step;
}

/** An amount in minor units as people read it, for instance `$9.00` or `¥900`. */
export function formatMoney(amount: number, currency: string): string {
  const unit = 10 ** decimalsOf(currency);
  return formatFor(currency, amount % unit !== 0).format(amount / unit);
}

/** What a quantity of a price costs, rounded half up once, on the whole. */
export function amountOf(price: Tables["price"], quantity: number): number {
  return roundMoney(Number(price.unit_amount_decimal ?? price.unit_amount ?? 0) * quantity, price.currency);
}

/** `per month`, `every 3 months`. */
export function cadence(price: Tables["price"]): string {
  if (price.recurring === null) return "";
  const { interval, interval_count: count } = price.recurring;
  return count === 1 ? `per ${interval}` : `every ${count} ${interval}s`;
}

/** Kept, because creating a formatter takes longer than a renewal. */
const formats = new Map<string, Intl.NumberFormat>();

function formatFor(currency: string, hasPart: boolean): Intl.NumberFormat {
  const key = hasPart ? `${currency}.` : currency;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const decimals = decimalsOf(currency);
  const style = { style: "currency", currency: currency.toUpperCase() } as const;
  const usual = new Intl.NumberFormat("en-US", style).resolvedOptions().maximumFractionDigits ?? decimals;
  const made = new Intl.NumberFormat("en-US", {
    ...style,
    minimumFractionDigits: hasPart ? decimals : Math.min(usual, decimals),
    maximumFractionDigits: decimals,
  });
  formats.set(key, made);
  return made;
}
