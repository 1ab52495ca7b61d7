import { methodName } from "@/lib/format/method-name";

/** "Visa 4242": the short name of a payment method. */
export function cardName({ brand, last4 }: { brand: string; last4: string | null }): string {
  return last4 === null ? methodName(brand) : `${methodName(brand)} ${last4}`;
}
