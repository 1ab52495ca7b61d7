// Stripe's minor units (docs.stripe.com/currencies), which differ from ISO 4217 for some currencies.
const NO_DECIMALS = new Set("bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf".split(" "));
const THREE_DECIMALS = new Set("bhd jod kwd omr tnd".split(" "));

/** One unit of a currency is 10 to the power of this many of Stripe's minor units. */
export function decimalsOf(currency: string): number {
  const code = currency.toLowerCase();
  if (NO_DECIMALS.has(code)) return 0;
  return THREE_DECIMALS.has(code) ? 3 : 2;
}

/** $20 and $9.50 from minor units: decimals are only shown when they are not zero. */
export function formatPrice(amountMinor: number, currency: string, locale: string): string {
  const decimals = decimalsOf(currency);
  const shown = amountMinor % 10 ** decimals === 0 ? 0 : decimals;
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency: currency.toUpperCase(),
    minimumFractionDigits: shown,
    maximumFractionDigits: shown,
  }).format(amountMinor / 10 ** decimals);
}

/** Credits with separators. Sums above 2^53 are decimal strings. */
export function formatNumber(value: number | string, locale: string): string {
  return new Intl.NumberFormat(locale).format(typeof value === "string" ? BigInt(value) : value);
}

/** A day, in UTC, so that a server and a browser write the same. */
export function formatDay(time: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(time));
}

/** An amount as form input: 20.00 from 2000. */
export function amountText(amountMinor: number, currency: string): string {
  const decimals = decimalsOf(currency);
  return (amountMinor / 10 ** decimals).toFixed(decimals);
}

/** Minor units from form input; null for what is not an amount or has more decimals than the currency. */
export function parseAmount(text: string, currency: string): number | null {
  const decimals = decimalsOf(currency);
  const [, whole, part = ""] = /^(\d{1,12})(?:\.(\d{1,3}))?$/.exec(text.trim()) ?? [];
  return whole === undefined || part.length > decimals ? null : Number(whole + part.padEnd(decimals, "0"));
}

/** A whole number from form input, such as 1,000; null for what is not one. */
export function parseCount(text: string): number | null {
  const typed = text.trim();
  return /^(?:\d{1,15}|[1-9]\d{0,2}(?:,\d{3}){1,4})$/.test(typed) ? Number(typed.replaceAll(",", "")) : null;
}

// Of these, Stripe charges whole units, or tens of the smallest unit (docs.stripe.com/currencies#special-cases).
const STEPS: Record<string, number> = { isk: 100, ugx: 100, bhd: 10, jod: 10, kwd: 10, omr: 10, tnd: 10 };

/** What Stripe charges in a currency is a multiple of this many minor units. */
export function stepOf(currency: string): number {
  return STEPS[currency.toLowerCase()] ?? 1;
}
