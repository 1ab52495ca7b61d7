import type { InvoiceFacts, InvoiceLine } from "@/lib/stripe/invoices";

type Placed = InvoiceLine & { invoiceId: string };

/**
 * Returns the invoices with each credit under the price and quantity of the charge that it reverses. Stripe describes a
 * credit by the latest state of its item, which differs from what was charged after a change without proration
 * (docs.stripe.com/billing/subscriptions/prorations#credit-prorations). A credit calculated from the item's price, as
 * in classic billing, stays unchanged.
 */
export function creditWhatWasCharged(told: readonly InvoiceFacts[]): InvoiceFacts[] {
  const credits = creditsOfNothing(told);
  const invoices = told.map((invoice) => ({
    ...invoice,
    lines: invoice.lines.map((line) => (credits.has(line.id) ? { ...line, isCredit: true } : line)),
  }));
  const charges = invoices
    .filter(({ status }) => status !== "void")
    .flatMap(({ id: invoiceId, lines }) => lines.map((line) => ({ ...line, invoiceId })))
    .filter(({ isCredit }) => !isCredit)
    .reverse();
  const ids = new Set(charges.map(({ id }) => id));
  return invoices.map((invoice) => ({
    ...invoice,
    lines: invoice.lines
      .filter((line) => !isOfGivenTime(line, ids))
      .map((line) => (line.isCredit ? asCharged({ ...line, invoiceId: invoice.id }, charges) : line)),
  }));
}

/** A credit of zero for time that nobody was charged for, such as free days: there is nothing to take back. */
function isOfGivenTime({ isCredit, netCents, creditedLineIds }: InvoiceLine, charges: ReadonlySet<string>): boolean {
  return isCredit && netCents === 0 && creditedLineIds.length > 0 && !creditedLineIds.some((id) => charges.has(id));
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

/** A change within a period ends with the period. */
function isOfSameTime(credit: InvoiceLine, { start, end }: InvoiceLine): boolean {
  return end.getTime() === credit.end.getTime() && start <= credit.start;
}

/** Whether the credit is the remaining part of the charge, within the rounding of both. */
function isItsMoney(credit: InvoiceLine, charge: InvoiceLine): boolean {
  const part = (credit.end.getTime() - credit.start.getTime()) / (charge.end.getTime() - charge.start.getTime());
  return Math.abs(-credit.netCents - charge.netCents * part) <= 1;
}

/**
 * The sign of a proration of zero, as with a 100% discount, does not show whether it is a credit. The credit is the one
 * for what ran until then: the first of a change, or the one of the plan that was charged before it.
 */
function creditsOfNothing(invoices: readonly InvoiceFacts[]): Set<string> {
  const credits = new Set<string>();
  const lines = invoices.flatMap((invoice) => invoice.lines).sort((a, b) => a.start.getTime() - b.start.getTime());
  for (const end of new Set(lines.map((line) => line.end.getTime()))) {
    const ofPeriod = lines.filter((line) => line.end.getTime() === end);
    let running: InvoiceLine | null = null;
    let next: InvoiceLine | null = null;
    for (const line of ofPeriod) {
      const isCredit = isOfNothing(line) && running !== null && isCreditOf(running, line, ofPeriod);
      if (isCredit) credits.add(line.id);
      if (isCredit || line.isCredit) [running, next] = [next, null];
      else if (running && isOfNothing(line)) next = line;
      else running = line;
    }
  }
  return credits;
}

function isOfNothing({ isProration, isCredit, netCents }: InvoiceLine): boolean {
  return isProration && !isCredit && netCents === 0;
}

function isCreditOf(running: InvoiceLine, line: InvoiceLine, beside: readonly InvoiceLine[]): boolean {
  const isSame = (one: InvoiceLine) => one.stripePriceId === running.stripePriceId && one.quantity === running.quantity;
  const ofChange = beside.filter((one) => isOfNothing(one) && one.start.getTime() === line.start.getTime());
  return isSame(line) || !ofChange.some(isSame);
}
