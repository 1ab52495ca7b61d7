import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";

/** What an amount coupon takes off in a currency; null where it takes off nothing. */
export function amountOffIn(tx: Pick<Tx, "get">, coupon: Tables["coupon"], currency: string): number | null {
  if (coupon.currency === currency) return coupon.amount_off;
  return tx.get("coupon_terms", coupon.id)?.amounts[currency] ?? null;
}
