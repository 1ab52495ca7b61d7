import { stepOf } from "./format.js";
import type { Pack } from "./runtime.js";

/** How a pack is priced that is sold in any amount. */
export type Volume = NonNullable<Pack["volume"]>;

/** What an amount costs, in minor units, by the rule of the API: one price for all credits, rounded once, half up. */
export function volumePrice(currency: string, { tiers }: Volume, credits: number): number {
  const priceMicros = tiers.filter(({ fromCredits }) => fromCredits <= credits).at(-1)?.priceMicros ?? 0;
  const step = BigInt(stepOf(currency));
  const unit = 1_000_000n * step;
  return Number(((2n * BigInt(credits) * BigInt(priceMicros) + unit) / (2n * unit)) * step);
}

/** A larger amount that costs no more, because a tier begins there; null when more credits always cost more. */
export function moreForLess(
  currency: string,
  volume: Volume,
  credits: number,
): { credits: number; amountCents: number } | null {
  const price = volumePrice(currency, volume, credits);
  const offers = volume.tiers
    .filter(({ fromCredits }) => fromCredits > credits && fromCredits <= volume.maxCredits)
    .map(({ fromCredits }) => ({ credits: fromCredits, amountCents: volumePrice(currency, volume, fromCredits) }))
    .filter(({ amountCents }) => amountCents <= price);
  return offers.sort((one, other) => one.amountCents - other.amountCents || other.credits - one.credits)[0] ?? null;
}
