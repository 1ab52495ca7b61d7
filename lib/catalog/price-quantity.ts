import { formatQuantity, MICROS, parseQuantity } from "@/lib/catalog/quantity";
import type { Rate } from "@/lib/catalog/types";
import { MAX_AMOUNT } from "@/lib/ledger/types";

export type PricedQuantity =
  /** `quantity` is decimal text without trailing zeros. */
  { ok: true; credits: bigint; quantity: string } | { ok: false; reason: "invalid_quantity" | "too_many_credits" };

/**
 * The exact price of a quantity in whole credits: quantity × credits / perUnits, rounded once by the rate's rule (NEAREST
 * rounds halves up), and at least its minimum. No step uses floating point. Refused when the price exceeds what the ledger
 * moves at once.
 */
export function priceQuantity(rate: Rate, quantity: string | number): PricedQuantity {
  const micros = parseQuantity(quantity);
  if (micros === null) return { ok: false, reason: "invalid_quantity" };
  const rounded = divide(micros * rate.credits, rate.perUnits * MICROS, rate.rounding);
  const isTooLittle = rounded < rate.minimumCredits;
  const credits = isTooLittle ? rate.minimumCredits : rounded;
  if (credits > MAX_AMOUNT) return { ok: false, reason: "too_many_credits" };
  return { ok: true, credits, quantity: formatQuantity(micros) };
}

function divide(dividend: bigint, divisor: bigint, rounding: Rate["rounding"]): bigint {
  switch (rounding) {
    case "UP":
      return (dividend + divisor - 1n) / divisor;
    case "NEAREST":
      return (2n * dividend + divisor) / (2n * divisor);
    case "DOWN":
      return dividend / divisor;
  }
}
