import { numberFormat } from "@/lib/format/formats";
import { plural } from "@/lib/format/plural";

/** The meters whose names and units are known, by key. */
export type KnownMeters = ReadonlyMap<string, { name: string; unit: string }>;

/** A rate card by key. */
export function metersByKey<Rate extends { key: string }>(rates: readonly Rate[]): ReadonlyMap<string, Rate> {
  return new Map(rates.map((rate) => [rate.key, rate]));
}

/** "Chat, tokens out"; of a meter that is not on the rate card, its key in words. */
export function meterName(meters: KnownMeters, key: string): string {
  const words = inWords(key);
  return meters.get(key)?.name ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** "16,000 tokens" from a decimal and a meter; "700 words" of a meter `words` that is not on the rate card. */
export function quantityText(meters: KnownMeters, key: string, quantity: string): string {
  const unit = meters.get(key)?.unit;
  const number = numberFormat({ maximumFractionDigits: 6 }).format(quantity as `${number}`);
  if (unit === undefined) return `${number} ${inWords(key)}`;
  return `${number} ${number === "1" ? unit : plural(unit)}`;
}

const inWords = (key: string): string => key.replaceAll(/[_.]/g, " ");
