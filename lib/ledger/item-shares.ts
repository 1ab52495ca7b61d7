import type { SpendItem } from "@/lib/ledger/spend-details";

/**
 * How many credits of a spend over several meters, or of what was reversed of one, are of one meter: as `ledger_item_shares` divides
 * them, in whole credits that add up over all meters. Null when the items came to no credits.
 */
export function shareOf(items: readonly SpendItem[], credits: bigint, meter: string): bigint | null {
  const whole = items.reduce((sum, item) => sum + BigInt(item.credits), 0n);
  if (whole <= 0n) return null;
  let [upto, share] = [0n, 0n];
  for (const item of items) {
    const before = upto;
    upto += BigInt(item.credits);
    if (item.meter === meter) share += (credits * upto) / whole - (credits * before) / whole;
  }
  return share;
}
