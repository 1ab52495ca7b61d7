import { formatMoney } from "@/lib/format/money";
import type { PriceToLink } from "@/lib/stripe/price-to-link";

/** What a price must be to sell a plan or a pack. */
export type WantedPrice = {
  /** "the plan basic". */
  item: string;
  amountCents: number;
  currency: string;
  /** Null for a pack, which is paid once. */
  interval: "month" | "year" | null;
};

/** Why a Stripe price cannot sell the item: one sentence per difference, with its fix. Empty when it can. */
export function comparePrice(id: string, wanted: WantedPrice, found: PriceToLink | null): string[] {
  if (!found) return [`Stripe has no price ${id} in the account and mode of STRIPE_SECRET_KEY. Check the id.`];
  const differs: string[] = [];
  if (!found.active) differs.push(`${id} is archived in Stripe. Activate it there, or name another price.`);
  if (!found.productActive) {
    differs.push(`The product of ${id}, ${found.productName}, is archived in Stripe. Activate it there.`);
  }
  const cadence = differenceOfCadence(id, wanted, found);
  if (cadence) differs.push(cadence);
  if (found.isMetered) differs.push(`${id} is charged by usage. Name a price with a fixed amount.`);
  if (found.dividesQuantity) differs.push(`${id} divides the quantity before it charges. Name a price that does not.`);
  if (found.currency !== wanted.currency) {
    differs.push(
      `${id} is in ${found.currency.toUpperCase()}, but ${wanted.item} is in ${wanted.currency.toUpperCase()}.`,
    );
  } else if (found.amountCents !== wanted.amountCents) {
    const sum = found.amountCents === null ? "a varying amount" : formatMoney(found.amountCents, found.currency);
    differs.push(`${id} charges ${sum}, but ${wanted.item} costs ${formatMoney(wanted.amountCents, wanted.currency)}.`);
  }
  return differs;
}

function differenceOfCadence(id: string, { item, interval }: WantedPrice, { every }: PriceToLink): string | null {
  if (interval === null) return every ? `${id} is charged every ${cadenceOf(every)}, but ${item} is paid once.` : null;
  if (!every) return `${id} is charged once, but ${item} needs a price that is charged every ${interval}.`;
  if (every.interval === interval && every.count === 1) return null;
  return `${id} is charged every ${cadenceOf(every)}, but ${item} needs a price that is charged every ${interval}.`;
}

/** "month", "3 months". */
function cadenceOf({ interval, count }: NonNullable<PriceToLink["every"]>): string {
  return count === 1 ? interval : `${count} ${interval}s`;
}
