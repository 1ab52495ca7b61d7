import { formatMoney } from "../../core/money/money";
import type { Store } from "../../core/store/store";
import type { Tables } from "../../core/store/tables";

/** The totals of an invoice as rows of label and amount, from the subtotal to the amount due. */
export function invoiceTotals(store: Pick<Store, "get">, invoice: Tables["invoice"]): [string, string][] {
  const money = (amount: number) => formatMoney(amount, invoice.currency);
  const rows: [string, string][] = [];
  const discounts = (invoice.total_discount_amounts ?? []).filter((share) => share.amount > 0);
  if (discounts.length > 0) rows.push(["Subtotal", money(invoice.subtotal)]);
  for (const share of discounts) {
    const row = store.get("discount", share.discount);
    const code = store.get("promotion_code", row?.promotion_code ?? "")?.code;
    const coupon = store.get("coupon", row?.source.coupon ?? "");
    rows.push([`Discount ${code ?? coupon?.name ?? coupon?.id ?? ""}`.trim(), money(-share.amount)]);
  }
  rows.push(["Total", money(invoice.total)]);
  const applied = invoice.amount_due - Math.max(0, invoice.total);
  if (applied !== 0) rows.push(["Applied balance", money(applied)], ["Amount due", money(invoice.amount_due)]);
  return rows;
}
