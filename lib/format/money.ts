import { currencyRule, isCurrency } from "@/lib/format/currencies";
import { numberFormat } from "@/lib/format/formats";

/**
 * $20.00 from 2000: exact, from Stripe's minor units. For currencies usually written without decimals (HUF 7,990 is
 * 799000 in Stripe), decimals are only shown when they are not zero.
 */
export function formatMoney(amountMinor: number, currency: string): string {
  const { decimals } = currencyRule(currency);
  return formatter(currency, shownDecimals(amountMinor, currency), decimals).format(amountMinor / 10 ** decimals);
}

/** A price as a price list shows it: $20 and $9.50. Decimals are only shown when they are not zero. */
export function formatPrice(amountMinor: number, currency: string): string {
  const { decimals } = currencyRule(currency);
  if (amountMinor % 10 ** decimals !== 0) return formatMoney(amountMinor, currency);
  return formatter(currency, 0, 0).format(amountMinor / 10 ** decimals);
}

/** A rounded amount, such as beside a chart's axis: $1.2K from 123456. */
export function compactMoney(amountMinor: number, currency: string): string {
  const style = { style: "currency", currency, notation: "compact", maximumFractionDigits: 1 } as const;
  return numberFormat(style).format(amountMinor / 10 ** currencyRule(currency).decimals);
}

/** The price of one credit to a hundredth of a cent, or to the first significant digit when it is smaller. */
export function formatUnitPrice(amountMinor: number, currency: string, credits: bigint | number): string {
  const price = amountMinor / 10 ** currencyRule(currency).decimals / Number(credits);
  return formatter(currency, shownDecimals(0, currency), price >= 0.01 ? 4 : 8).format(price);
}

/** An amount as form input, which parseMoney reads back: 20.00, 2000 for yen, 5.000 for Kuwaiti dinars. */
export function moneyText(amountMinor: number, currency: string): string {
  return (amountMinor / 10 ** currencyRule(currency).decimals).toFixed(shownDecimals(amountMinor, currency));
}

/**
 * Minor units from form input: 2000 from "20", "20.00" or "$20.00", and from "2,000" in yen. A comma only separates
 * thousands: "20,50" is ambiguous, so it is refused. Null for input that is not an amount or has more decimals than the
 * currency.
 */
export function parseMoney(text: string, currency: string): number | null {
  const { decimals } = currencyRule(currency);
  const typed = text.replaceAll(/[\s\p{Sc}]/gu, "");
  const [, whole, part = ""] = /^(\d{1,12}|[1-9]\d{0,2}(?:,\d{3}){1,3})(?:\.(\d{1,3}))?$/.exec(typed) ?? [];
  if (whole === undefined || part.length > decimals) return null;
  return Number(whole.replaceAll(",", "") + part.padEnd(decimals, "0"));
}

/** An amount from form input, or a sentence that says what to enter instead. */
export type TypedMoney = { ok: true; amountMinor: number } | { ok: false; sentence: string };

/** Parses a form's amount as parseMoney does; the sentence says what is wrong with it in this currency. */
export function readMoney(text: string, currency: string): TypedMoney {
  const amountMinor = parseMoney(text, currency);
  return amountMinor === null ? { ok: false, sentence: howToWrite(text, currency) } : { ok: true, amountMinor };
}

function howToWrite(text: string, currency: string): string {
  const example = moneyExample(currency);
  if (!isCurrency(currency)) return `Enter an amount, such as ${example}.`;
  const code = currency.toUpperCase();
  const { decimals } = currencyRule(currency);
  const [, whole, part = ""] = /^\D*([\d,]+)\.(\d+)$/.exec(text.trim()) ?? [];
  if (whole && part.length > decimals) {
    const instead = /^0+$/.test(part.slice(decimals))
      ? [whole, part.slice(0, decimals)].filter(Boolean).join(".")
      : null;
    const has = decimals === 0 ? "no decimals" : `${decimals} decimals`;
    return `${code} has ${has}: enter ${instead ?? `an amount such as ${example}`}.`;
  }
  return `Enter an amount in ${code}, such as ${example}.`;
}

/** An example amount in the currency: 20.00, 2000, 5.000; of a yearly price ten times that. */
export function moneyExample(currency: string, interval: "month" | "year" = "month"): string {
  const { decimals, step } = currencyRule(currency);
  const times = interval === "year" ? 10 : 1;
  if (decimals === 0 || step === 100) return String(2000 * times);
  return ((decimals === 3 ? 5 : 20) * times).toFixed(decimals);
}

/** A twelfth of a yearly price, rounded to what the currency can be charged in. */
export function monthOfYear(amountMinor: number, currency: string): number {
  const { step } = currencyRule(currency);
  return Math.round(amountMinor / 12 / step) * step;
}

/** The minimum number of decimals: as the currency is usually written, or all of them for a fractional amount. */
function shownDecimals(amountMinor: number, currency: string): number {
  const { decimals } = currencyRule(currency);
  const usual = usualDecimals(currency);
  return amountMinor % 10 ** decimals === 0 ? Math.min(usual, decimals) : decimals;
}

function usualDecimals(currency: string): number {
  const style = { style: "currency", currency: currency.toUpperCase() } as const;
  return numberFormat(style).resolvedOptions().minimumFractionDigits ?? 2;
}

function formatter(currency: string, minimumFractionDigits: number, maximumFractionDigits: number) {
  const style = { style: "currency", currency: currency.toUpperCase() } as const;
  return numberFormat({ ...style, minimumFractionDigits, maximumFractionDigits });
}
