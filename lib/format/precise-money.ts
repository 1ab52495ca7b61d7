import { currencyRule, isCurrency } from "@/lib/format/currencies";
import { numberFormat } from "@/lib/format/formats";

/** Amounts smaller than a minor unit, in its millionths ("micros"): 1,500,000 USD is 1.5 cents, or 0.015 dollars. */
const MICRO_DECIMALS = 6;

// A comma only separates thousands, as in parseMoney.
const PRECISE = /^(\d{1,7}|[1-9]\d{0,2}(?:,\d{3}){1,2})(?:\.(\d+))?$/;

/** Micros from form input such as "0.00003". Null for what is not an amount, or has more decimals than that. */
export function parsePreciseMoney(text: string, currency: string): number | null {
  if (!isCurrency(currency)) return null;
  const decimals = currencyRule(currency).decimals + MICRO_DECIMALS;
  const [, whole, part = ""] = PRECISE.exec(text.replaceAll(/[\s\p{Sc}]/gu, "")) ?? [];
  if (whole === undefined || part.length > decimals) return null;
  const micros = Number(whole.replaceAll(",", "") + part.padEnd(decimals, "0"));
  return Number.isSafeInteger(micros) ? micros : null;
}

/** Micros as form input, which parsePreciseMoney reads back. Without trailing zeros. */
export function preciseMoneyText(micros: bigint, currency: string): string {
  const decimals = currencyRule(currency).decimals + MICRO_DECIMALS;
  const digits = String(micros).padStart(decimals + 1, "0");
  const part = digits.slice(-decimals).replace(/0+$/, "");
  return part ? `${digits.slice(0, -decimals)}.${part}` : digits.slice(0, -decimals);
}

/** $0.00003 from 3,000 micros: every digit is shown. */
export function formatPreciseMoney(micros: bigint, currency: string): string {
  const style = { style: "currency", currency: currency.toUpperCase(), maximumFractionDigits: 20 } as const;
  // Of a decimal text every digit is kept, where a number would round.
  return numberFormat(style).format(preciseMoneyText(micros, currency) as `${number}`);
}
