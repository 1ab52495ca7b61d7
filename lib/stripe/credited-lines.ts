import type { InvoiceFacts, InvoiceLine } from "@/lib/stripe/invoices";

type Placed = InvoiceLine & { invoiceId: string };

/**
 * The invoices with each credit under the price and quantity of the charge that it gives back. Stripe names a credit by
 * what its item was last, which differs from what was charged after a change without proration
 * (docs.stripe.com/billing/subscriptions/prorations#credit-prorations). A credit reckoned from the item's price, as
 * classic billing does, stays as it is.
 */
export function creditWhatWasCharged(invoices: readonly InvoiceFacts[]): InvoiceFacts[] {
  const charges = invoices
    .filter(({ status }) => status !== "void")
    .flatMap(({ id: invoiceId, lines }) => lines.map((line) => ({ ...line, invoiceId })))
    .filter(({ isCredit }) => !isCredit)
    .reverse();
  return invoices.map((invoice) => ({
    ...invoice,
    lines: invoice.lines.map((line) => (line.isCredit ? asCharged({ ...line, invoiceId: invoice.id }, charges) : line)),
  }));
}

function asCharged({ invoiceId, ...credit }: Placed, charges: readonly Placed[]): InvoiceLine {
  const given = charges.filter((charge) => isOfSameTime(credit, charge) && isItsMoney(credit, charge));
  const charged =
    given.find(({ id }) => credit.creditedLineIds.includes(id)) ??
    given.find(
      ({ stripePriceId, quantity }) => stripePriceId === credit.stripePriceId && quantity === credit.quantity,
    ) ??
    given.find((charge) => credit.creditedLineIds.length === 0 && charge.invoiceId === invoiceId);
  return charged ? { ...credit, stripePriceId: charged.stripePriceId, quantity: charged.quantity } : credit;
}

/** What is changed within a period ends with it. */
function isOfSameTime(credit: InvoiceLine, { start, end }: InvoiceLine): boolean {
  return end.getTime() === credit.end.getTime() && start <= credit.start;
}

/** Whether the credit is the part of the charge that is left, to the rounding of both. */
function isItsMoney(credit: InvoiceLine, charge: InvoiceLine): boolean {
  const part = (credit.end.getTime() - credit.start.getTime()) / (charge.end.getTime() - charge.start.getTime());
  return Math.abs(-credit.netCents - charge.netCents * part) <= 1;
}
