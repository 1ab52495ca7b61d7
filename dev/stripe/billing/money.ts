import type { Tables } from "../store/tables";

const withoutMinorUnits = new Set([
  "bif",
  "clp",
  "djf",
  "gnf",
  "jpy",
  "kmf",
  "krw",
  "mga",
  "pyg",
  "rwf",
  "ugx",
  "vnd",
  "vuv",
  "xaf",
  "xof",
  "xpf",
]);

/** Minor units as people read them, for instance `$9.00`. */
export function formatMoney(amount: number, currency: string): string {
  const value = withoutMinorUnits.has(currency) ? amount : amount / 100;
  return formatFor(currency).format(value);
}

/** What a quantity of a price costs, rounded half up once, on the whole. */
export function amountOf(price: Tables["price"], quantity: number): number {
  return Math.round(Number(price.unit_amount_decimal ?? price.unit_amount ?? 0) * quantity);
}

/** `per month`, `every 3 months`. */
export function cadence(price: Tables["price"]): string {
  if (price.recurring === null) return "";
  const { interval, interval_count: count } = price.recurring;
  return count === 1 ? `per ${interval}` : `every ${count} ${interval}s`;
}

/** A formatter takes longer to make than a renewal. */
const formats = new Map<string, Intl.NumberFormat>();

function formatFor(currency: string): Intl.NumberFormat {
  const known = formats.get(currency);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat("en-US", { style: "currency", currency: currency.toUpperCase() });
  formats.set(currency, made);
  return made;
}
