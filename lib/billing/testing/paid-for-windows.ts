import type Stripe from "stripe";
import type { billingWorld, Person } from "@/lib/billing/testing/world";
import { addMonths } from "@/lib/time";

type World = Awaited<ReturnType<typeof billingWorld>>;

export type PaidForWindow = {
  start: string;
  granted: number;
  /** Taken by clawbacks for changes, minus what was restored. */
  taken: number;
  /** Unused credits that expired or were reset. */
  ended: number;
  /** What the lines of Stripe's paid invoices are worth, with fractions. */
  paidFor: number;
  /** The number of those invoices: each is rounded separately. */
  invoices: number;
};

/**
 * Each month of a user's subscription so far, calculated from Stripe's invoices without any of the code that grants. For
 * monthly subscriptions whose anchor never moved. `isSettled` means that no invoice is open and none credited more than it
 * charged.
 */
export async function paidForWindows(
  { database, stripe, now }: World,
  { userId, accountId }: Person,
): Promise<{ windows: PaidForWindow[]; isSettled: boolean }> {
  const { prisma: db } = database;
  const subscription = await db.subscription.findFirstOrThrow({
    where: { userId, stripeSubscriptionId: { not: null } },
  });
  const prices = await db.price.findMany({ include: { planVersion: true } });
  const creditsOf = new Map(prices.map((one) => [one.stripePriceId, Number(one.planVersion.creditsPerMonth)]));
  const { data: invoices } = await stripe.invoices.list({
    subscription: subscription.stripeSubscriptionId ?? "",
    limit: 100,
  });
  const paid = invoices.filter(({ status }) => status === "paid");
  const lots = await db.creditLot.findMany({ where: { accountId, subscriptionId: subscription.id } });
  const entries = await db.ledgerEntry.findMany({ where: { accountId } });

  const charged = new Map(invoices.flatMap(({ lines }) => lines.data).map((line) => [line.id, line]));
  const windows: PaidForWindow[] = [];
  for (let index = 0; addMonths(subscription.anchorAt, index) <= now(); index += 1) {
    const start = addMonths(subscription.anchorAt, index);
    const end = addMonths(subscription.anchorAt, index + 1);
    const perInvoice = paid.map((invoice) =>
      invoice.lines.data.reduce((sum, line) => {
        const { pricing, quantity } = chargedLine(line, invoice.lines.data, charged);
        const { period, amount } = line;
        const from = Math.max(period.start * 1000, start.getTime());
        const share = Math.min(period.end * 1000, end.getTime()) - from;
        if (share <= 0) return sum;
        const credits = (creditsOf.get(String(pricing?.price_details?.price)) ?? 0) * (quantity ?? 1);
        return sum + (Math.sign(amount) * credits * share) / (end.getTime() - start.getTime());
      }, 0),
    );
    const own = lots.filter(({ windowStart }) => windowStart?.getTime() === start.getTime());
    const ids = new Set(own.map(({ id }) => id));
    windows.push({
      start: start.toISOString(),
      granted: own.reduce((sum, { amount }) => sum + Number(amount), 0),
      taken: entries
        .filter(({ sourceKey }) => sourceKey?.startsWith(`excess:${subscription.id}:${start.toISOString()}:`))
        .reduce((sum, { amount }) => sum - Number(amount), 0),
      ended: entries
        .filter(({ type }) => type === "RESET" || type === "EXPIRY")
        .flatMap(({ allocations }) => allocations as { lot?: string; amount: number }[])
        .reduce((sum, { lot, amount }) => (lot && ids.has(lot) ? sum - Number(amount) : sum), 0),
      paidFor: perInvoice.reduce((sum, each) => sum + each, 0),
      invoices: perInvoice.filter((each) => each !== 0).length,
    });
  }
  const isSettled =
    invoices.every(({ status, total }) => status === "paid" && total >= 0) &&
    !(await hasPending(stripe, subscription.stripeSubscriptionId));
  return { windows, isSettled };
}

async function hasPending(stripe: World["stripe"], subscriptionId: string | null): Promise<boolean> {
  const { customer } = await stripe.subscriptions.retrieve(subscriptionId ?? "");
  const { data } = await stripe.invoiceItems.list({ customer: String(customer), pending: true });
  return data.length > 0;
}

/** The line that a credit reverses: the one Stripe names, or the one on the same invoice. */
function chargedLine(
  line: Stripe.InvoiceLineItem,
  beside: readonly Stripe.InvoiceLineItem[],
  charged: ReadonlyMap<string, Stripe.InvoiceLineItem>,
): Stripe.InvoiceLineItem {
  if (line.amount >= 0) return line;
  const details = line.parent?.subscription_item_details ?? line.parent?.invoice_item_details;
  const [named] = details?.proration_details?.credited_items?.invoice_line_items ?? [];
  const before = beside.filter(
    ({ amount, period }) => amount > 0 && period.end === line.period.end && period.start <= line.period.start,
  );
  const part = ({ period }: Stripe.InvoiceLineItem) =>
    (line.period.end - line.period.start) / (period.end - period.start);
  const isItsMoney = (one: Stripe.InvoiceLineItem) => Math.abs(-line.amount - one.amount * part(one)) <= 1;
  const isOwn = ({ pricing, quantity }: Stripe.InvoiceLineItem) =>
    String(pricing?.price_details?.price) === String(line.pricing?.price_details?.price) && quantity === line.quantity;
  const given = before.filter(isItsMoney);
  return (named ? charged.get(named) : (given.find(isOwn) ?? given.at(-1))) ?? line;
}
