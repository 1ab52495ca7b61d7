import { currencyRule, isCurrency } from "@/lib/format/currencies";

/**
 * $20.00 from 2000: exact, in Stripe's minor units. Where people write no minor unit (HUF 7,990 is 799000 at Stripe),
 * decimals are only shown when there are any.
 */
export function formatMoney(amountMinor: number, currency: string): string {
  const { decimals } = currencyRule(currency);
  return formatter(currency, shownDecimals(amountMinor, currency), decimals).format(amountMinor / 10 ** decimals);
}

/** The price of one credit, to a hundredth of a cent; of a small part of a cent, to what can be told apart. */
export function formatUnitPrice(amountMinor: number, currency: string, credits: bigint | number): string {
  const price = amountMinor / 10 ** currencyRule(currency).decimals / Number(credits);
  return formatter(currency, shownDecimals(0, currency), price >= 0.01 ? 4 : 8).format(price);
}

/** An amount as a form holds it, and takes it back with parseMoney: 20.00, 2000 for yen, 5.000 for Kuwaiti dinars. */
export function moneyText(amountMinor: number, currency: string): string {
  return (amountMinor / 10 ** currencyRule(currency).decimals).toFixed(shownDecimals(amountMinor, currency));
}

/**
 * Minor units from what somebody typed: 2000 from "20", "20.00" or "$20.00", and from "2,000" in yen. A comma only
 * parts thousands: "20,50" would be read as either of two amounts, so it is none. Null for what is no amount, or has more
 * decimals than the currency.
 */
export function parseMoney(text: string, currency: string): number | null {
  const { decimals } = currencyRule(currency);
  const typed = text.replaceAll(/[\s\p{Sc}]/gu, "");
  const [, whole, part = ""] = /^(\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.(\d{1,3}))?$/.exec(typed) ?? [];
  if (whole === undefined || part.length > decimals) return null;
  return Number(whole.replaceAll(",", "") + part.padEnd(decimals, "0"));
}

/** An amount that somebody typed, or a sentence that says how to write it. */
export type TypedMoney = { ok: true; amountMinor: number } | { ok: false; sentence: string };

/** Reads a form's amount as parseMoney does; the sentence says what is wrong with it in this currency. */
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

/** What such an amount looks like when it is typed: 20.00, 2000, 5.000. */
export function moneyExample(currency: string): string {
  const { decimals, step } = currencyRule(currency);
  if (decimals === 0 || step === 100) return "2000";
  return decimals === 3 ? "5.000" : "20.00";
}

/** A twelfth of a yearly price, to what the currency can be charged in. */
export function monthOfYear(amountMinor: number, currency: string): number {
  const { step } = currencyRule(currency);
  return Math.round(amountMinor / 12 / step) * step;
}

/** How many decimals at least: as people write the currency, or all when there is a part. */
function shownDecimals(amountMinor: number, currency: string): number {
  const { decimals } = currencyRule(currency);
  const usual = usualDecimals(currency);
  return amountMinor % 10 ** decimals === 0 ? Math.min(usual, decimals) : decimals;
}

function usualDecimals(currency: string): number {
  const style = { style: "currency", currency: currency.toUpperCase() } as const;
  return new Intl.NumberFormat("en-US", style).resolvedOptions().minimumFractionDigits ?? 2;
}

function formatter(currency: string, minimumFractionDigits: number, maximumFractionDigits: number) {
  const style = { style: "currency", currency: currency.toUpperCase() } as const;
  return new Intl.NumberFormat("en-US", { ...style, minimumFractionDigits, maximumFractionDigits });
}
