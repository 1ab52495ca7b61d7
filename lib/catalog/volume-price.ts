import { currencyRule } from "@/lib/format/currencies";

/** From `fromCredits` on, every credit of the amount costs `priceMicros`, in millionths of the currency's minor unit. */
export type VolumeTier = { fromCredits: number; priceMicros: number };

/**
 * A pack that is sold in any amount from its own credits to `maxCredits`, at a price per credit that depends on the amount.
 * All credits cost what the tier of the amount says (Stripe's `tiers_mode: volume`), not only those above its start.
 */
export type Volume = { maxCredits: number; tiers: VolumeTier[] };

type SoldByVolume = { currency: string; volume: Volume };

const MICROS = 1_000_000n;

/**
 * What an amount of credits costs, in minor units: credits times the price of a credit, rounded once, half up, to what Stripe
 * charges in the currency (in most, one minor unit). No step uses floating point.
 */
export function volumePrice({ currency, volume }: SoldByVolume, credits: bigint): number {
  const step = BigInt(currencyRule(currency).step);
  const unit = MICROS * step;
  const exact = credits * BigInt(tierOf(volume, credits).priceMicros);
  return Number(((2n * exact + unit) / (2n * unit)) * step);
}

/**
 * An amount with more credits that costs no more than this one: a tier's start, where all credits become cheaper. Of several,
 * the one that costs least. Null when more credits always cost more.
 */
export function moreForLess(
  pack: SoldByVolume & { credits: bigint | number },
  credits: bigint,
): { credits: bigint; amountCents: number } | null {
  const offers = pack.volume.tiers
    .map(({ fromCredits }) => BigInt(fromCredits))
    .filter((start) => start > credits && start <= BigInt(pack.volume.maxCredits))
    .map((start) => ({ credits: start, amountCents: volumePrice(pack, start) }))
    .filter(({ amountCents }) => amountCents <= volumePrice(pack, credits));
  return offers.reduce<(typeof offers)[number] | null>(
    (best, offer) => (best && best.amountCents < offer.amountCents ? best : offer),
    null,
  );
}

function tierOf({ tiers }: Volume, credits: bigint): VolumeTier {
  const tier = tiers.findLast(({ fromCredits }) => BigInt(fromCredits) <= credits);
  if (!tier) throw new Error(`No tier has a price for ${credits} credits.`);
  return tier;
}

/** Whether an amount is sold. */
export function isSoldByVolume(pack: { credits: bigint | number; volume: Volume | null }, credits: bigint): boolean {
  return pack.volume !== null && credits >= BigInt(pack.credits) && credits <= BigInt(pack.volume.maxCredits);
}

/** The amounts at which a price may be lowest or highest: all others cost something between two of them. */
export function edgesOf({ maxCredits, tiers }: Volume, minCredits: number): bigint[] {
  const starts = tiers.map(({ fromCredits }) => fromCredits);
  return [minCredits, maxCredits, ...starts, ...starts.map((start) => start - 1)]
    .filter((credits) => credits >= minCredits && credits <= maxCredits)
    .map(BigInt);
}
