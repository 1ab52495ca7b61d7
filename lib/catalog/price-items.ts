import { greatestCommonDivisor } from "@/lib/catalog/greatest-common-divisor";
import { priceQuantity } from "@/lib/catalog/price-quantity";
import { MICROS, parseQuantity } from "@/lib/catalog/quantity";
import type { Rate } from "@/lib/catalog/types";
import { MAX_AMOUNT } from "@/lib/ledger/types";

export type PricedItems =
  /** `parts` has the credits and the decimal text of each item; the credits add up to the total. */
  | { ok: true; credits: bigint; parts: { credits: bigint; quantity: string }[] }
  /** `item` is the index of the item that cannot be priced; null when only all together cost too much. */
  | { ok: false; item: number | null; reason: "invalid_quantity" | "too_many_credits" };

/**
 * The price of several meters in one spend: the exact sum of all items, rounded once, so that a call with five kinds of tokens
 * does not pay for five roundings. It rounds up if any of the rates does, else to the nearest if any does, else down, and costs at
 * least the highest of their minimums. No step uses floating point.
 */
export function priceItems(items: readonly { rate: Rate; quantity: string }[]): PricedItems {
  const quantities: string[] = [];
  let sum: Fraction = { dividend: 0n, divisor: 1n };
  // What all items up to and including each come to.
  const running: Fraction[] = [];
  let minimum = 0n;
  for (const [index, { rate, quantity }] of items.entries()) {
    const alone = priceQuantity(rate, quantity);
    const micros = parseQuantity(quantity);
    if (!alone.ok) return { ok: false, item: index, reason: alone.reason };
    if (micros === null) return { ok: false, item: index, reason: "invalid_quantity" };
    quantities.push(alone.quantity);
    sum = add(sum, { dividend: micros * rate.credits, divisor: rate.perUnits * MICROS });
    running.push(sum);
    if (rate.minimumCredits > minimum) minimum = rate.minimumCredits;
  }
  const rounded = round(sum, items);
  const credits = rounded < minimum ? minimum : rounded;
  if (credits > MAX_AMOUNT) return { ok: false, item: null, reason: "too_many_credits" };
  // Each item's share is what is reached with it less what was reached before it, so that they add up.
  const reached = running.map(({ dividend, divisor }) => (credits * dividend * sum.divisor) / (divisor * sum.dividend));
  const parts = quantities.map((quantity, index) => ({
    quantity,
    credits: (reached[index] ?? 0n) - (reached[index - 1] ?? 0n),
  }));
  return { ok: true, credits, parts };
}

type Fraction = { dividend: bigint; divisor: bigint };

function add(a: Fraction, b: Fraction): Fraction {
  const dividend = a.dividend * b.divisor + b.dividend * a.divisor;
  const divisor = a.divisor * b.divisor;
  const shared = greatestCommonDivisor(dividend, divisor);
  return { dividend: dividend / shared, divisor: divisor / shared };
}

function round({ dividend, divisor }: Fraction, items: readonly { rate: Rate }[]): bigint {
  const has = (rounding: Rate["rounding"]) => items.some(({ rate }) => rate.rounding === rounding);
  if (has("UP")) return (dividend + divisor - 1n) / divisor;
  if (has("NEAREST")) return (2n * dividend + divisor) / (2n * divisor);
  return dividend / divisor;
}
