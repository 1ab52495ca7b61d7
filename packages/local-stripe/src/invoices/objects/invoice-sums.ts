import type { Tables } from "../../core/store/tables";

type Invoice = Tables["invoice"];
type Line = Invoice["lines"]["data"][number];

export type InvoiceSums = Pick<
  Invoice,
  | "subtotal"
  | "subtotal_excluding_tax"
  | "total"
  | "total_discount_amounts"
  | "total_excluding_tax"
  | "total_pretax_credit_amounts"
>;

/**
 * What the lines come to: discounts of single lines are in the subtotal already, those of the invoice come off after
 * it. Minor units.
 */
export function sumsOf(lines: readonly Line[], invoiceLevel: readonly string[]): InvoiceSums {
  const off = new Map<string, number>(invoiceLevel.map((id) => [id, 0]));
  for (const { amount, discount } of lines.flatMap((line) => line.discount_amounts ?? [])) {
    off.set(discount, (off.get(discount) ?? 0) + amount);
  }
  const amount = lines.reduce((sum, line) => sum + line.amount, 0);
  let subtotal = amount;
  let total = amount;
  for (const [id, taken] of off) {
    total -= taken;
    if (!invoiceLevel.includes(id)) subtotal -= taken;
  }
  const discounts = [...off].map(([discount, taken]) => ({ amount: taken, discount }));
  return {
    subtotal,
    subtotal_excluding_tax: subtotal,
    total,
    total_discount_amounts: discounts,
    total_excluding_tax: total,
    total_pretax_credit_amounts: discounts.map((share) => ({ ...share, type: "discount" })),
  };
}
