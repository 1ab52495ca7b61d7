import type { SellablePack } from "@/lib/catalog/queries";
import { isSoldByVolume, volumePrice } from "@/lib/catalog/volume-price";
import { numberFormat } from "@/lib/format/formats";

/** A pack, or an amount of a pack that is sold by volume: what the buyer gets and pays is here. */
export type SoldPack = SellablePack & {
  /** Set for a chosen amount: its price is not one in Stripe. */
  isChosen: boolean;
};

/**
 * The pack as it is sold in an amount of credits: named after it, at its price. Without an amount, the pack itself; null when it
 * is not sold in this amount.
 */
export function packAt(pack: SellablePack, credits: bigint | undefined): SoldPack | null {
  if (credits === undefined) return { ...pack, isChosen: false };
  const { volume, currency } = pack;
  if (!volume || !isSoldByVolume(pack, credits)) return null;
  const name = `${numberFormat({}).format(credits)} ${credits === 1n ? "credit" : "credits"}`;
  return { ...pack, name, credits, amountCents: volumePrice({ currency, volume }, credits), isChosen: true };
}
