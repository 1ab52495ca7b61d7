import { formatQuantity, MICROS, parseQuantity } from "@/lib/catalog/quantity";
import type { Rate } from "@/lib/catalog/types";

const STEPS = [10n, 15n, 20n, 30n, 40n, 50n, 60n, 80n];
const DECADES = 4;

/**
 * The quantities that a meter's slider stops at: 0, then round numbers from about what one credit buys to ten thousand
 * times as much. Quantities between them are typed.
 */
export function sliderStops({ credits, perUnits }: Pick<Rate, "credits" | "perUnits">): string[] {
  const stops = new Set<string>(["0"]);
  let decade = 1n;
  while (decade * 10n * credits <= perUnits) decade *= 10n;
  for (let n = 0; n < DECADES; n++, decade *= 10n) {
    for (const step of STEPS) if ((decade * step) % 10n === 0n) stops.add(String((decade * step) / 10n));
  }
  return [...stops, String(decade)];
}

/** The last stop that is not above a quantity. */
export function stopOf(stops: readonly string[], quantity: string): number {
  const micros = parseQuantity(quantity) ?? 0n;
  return Math.max(
    0,
    stops.findLastIndex((stop) => BigInt(stop) * MICROS <= micros),
  );
}

/** A quantity that is worth about this many credits, for an example. */
export function quantityWorth(credits: bigint, rate: Pick<Rate, "credits" | "perUnits">): string {
  const micros = (credits * rate.perUnits * MICROS) / rate.credits;
  return micros < MICROS ? formatQuantity(micros) : String(micros / MICROS);
}
