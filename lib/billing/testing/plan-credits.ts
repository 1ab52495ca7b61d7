import type Stripe from "stripe";
import type { atStripe } from "@/lib/billing/testing/at-stripe";
import type { billingWorld, Person } from "@/lib/billing/testing/world";
import { windowAt } from "@/lib/billing/windows/windows";
import { history } from "@/lib/ledger/queries";
import type { Entry } from "@/lib/ledger/types";

type World = Awaited<ReturnType<typeof billingWorld>>;

export type PlanCredits = {
  /** Credits granted by plans, minus what expired unused and what was taken back. */
  kept: number;
  /**
   * What Stripe's invoices paid for in the same windows: each charges less than it credits in its period, or is credited by
   * a later one; of the rest, the part of its money that was not refunded.
   */
  allowed: number;
  /** Whole credits that rounding may leave. */
  rounding: number;
  /** Whether an invoice was paid without money, from the customer's balance or because it credited more than it charged. */
  paidByBalance: boolean;
};

/** A line's time, in milliseconds, and the credits of a full month of it: negative if the time is credited. */
type Line = { invoice: Stripe.Invoice; from: number; until: number; credits: number };

/** Compares plan credits with Stripe's invoices, line by line, without any of the code that grants them. */
export async function planCredits(
  { database, stripe }: World,
  at: ReturnType<typeof atStripe>,
  person: Person,
): Promise<PlanCredits> {
  const { accountId, userId } = person;
  const paidFor = await database.prisma.subscription.findMany({
    where: { userId, stripeSubscriptionId: { not: null } },
  });
  const lots = await database.prisma.creditLot.findMany({
    where: { accountId, kind: "PLAN", subscriptionId: { in: paidFor.map(({ id }) => id) } },
  });
  const entries = await allEntries(database, accountId);
  const ids = new Set(lots.map(({ id }) => id));
  const granted = lots.reduce((sum, { amount }) => sum + Number(amount), 0);
  const ended = entries
    .filter(({ type }) => type === "EXPIRY" || type === "RESET")
    .flatMap(({ allocations }) => allocations)
    .reduce((sum, part) => ("lot" in part && ids.has(part.lot) ? sum - Number(part.amount) : sum), 0);
  const taken = entries.filter(({ type }) => type === "CLAWBACK" || type === "REINSTATEMENT");
  const clawed = taken
    .filter(({ cause }) => cause?.kind === "PLAN_CHANGE" || (cause?.kind === "MONEY_BACK" && ids.has(cause.lotId)))
    .reduce((sum, { amount }) => sum - Number(amount), 0);

  const prices = await database.prisma.price.findMany({ include: { planVersion: true } });
  const creditsOf = new Map(
    prices.map((price) => [price.stripePriceId ?? "", Number(price.planVersion.creditsPerMonth)]),
  );
  const { data: invoices } = await stripe.invoices.list({ customer: await at.customerOf(person), limit: 100 });
  const paid = invoices.filter(({ status }) => status === "paid").reverse();
  let allowed = 0;
  for (const { id, anchorAt, stripeSubscriptionId } of paidFor) {
    const own = paid.filter(({ parent }) => parent?.subscription_details?.subscription === stripeSubscriptionId);
    const lines = own.flatMap((invoice) => invoice.lines.data.map((line) => toLine(invoice, line, creditsOf)));
    const starts = lots.flatMap(({ subscriptionId, windowStart }) =>
      subscriptionId === id && windowStart ? [windowStart.getTime()] : [],
    );
    for (const start of new Set(starts)) {
      const anchor = new Date(Math.min(start, anchorAt.getTime()));
      const end = windowAt(anchor, new Date(start))?.end.getTime() ?? start;
      for (const [invoice, credits] of leftOfInvoices(linesOfPeriod(lines, start), { start, end })) {
        allowed += credits * (await unrefunded(database, invoice));
      }
    }
  }
  const paidByBalance = paid.some(({ amount_paid }) => amount_paid === 0);
  return { kept: granted - ended - clawed, allowed, rounding: lots.length + taken.length, paidByBalance };
}

function toLine(invoice: Stripe.Invoice, line: Stripe.InvoiceLineItem, creditsOf: ReadonlyMap<string, number>): Line {
  const { start, end } = line.period;
  const credits = Math.sign(line.amount) * (creditsOf.get(priceOf(line)) ?? 0);
  return { invoice, from: start * 1000, until: end * 1000, credits };
}

/**
 * The lines of the service period that a window belongs to: of those that contain its start the last that began, or several
 * that began in the same second. All lines of a period end together.
 */
function linesOfPeriod(lines: readonly Line[], windowStart: number): Line[] {
  const began = ({ until }: Line) =>
    Math.min(...lines.filter((line) => line.until === until && line.credits > 0).map(({ from }) => from));
  const running = lines.filter((line) => began(line) <= windowStart && windowStart < line.until);
  const last = Math.max(...running.map(began));
  return running.filter((line) => began(line) === last);
}

/** What each invoice charges for a window, oldest first, less what later ones credit of it. */
function leftOfInvoices(lines: readonly Line[], { start, end }: { start: number; end: number }) {
  const left: [Stripe.Invoice, number][] = [];
  for (const invoice of new Set(lines.map((line) => line.invoice))) {
    let credits = lines
      .filter((line) => line.invoice === invoice)
      .reduce((sum, line) => {
        const covered = Math.max(0, Math.min(line.until, end) - Math.max(line.from, start));
        return sum + (line.credits * covered) / (end - start);
      }, 0);
    for (const earlier of left.toReversed()) {
      if (credits >= 0) break;
      const deducted = Math.min(earlier[1], -credits);
      earlier[1] -= deducted;
      credits += deducted;
    }
    left.push([invoice, Math.max(0, credits)]);
  }
  return left;
}

function priceOf({ pricing }: Stripe.InvoiceLineItem): string {
  const price = pricing?.price_details?.price;
  return (typeof price === "string" ? price : price?.id) ?? "";
}

/** The part of the money paid for an invoice that was not refunded: all of it if it was paid from the balance. */
async function unrefunded(database: World["database"], { id, amount_paid }: Stripe.Invoice): Promise<number> {
  const payment = await database.prisma.payment.findFirst({ where: { stripeInvoiceId: id } });
  return amount_paid > 0 ? 1 - (payment?.refundedCents ?? 0) / amount_paid : 1;
}

/** All entries of an account, oldest first. */
export async function allEntries(database: World["database"], accountId: string): Promise<Entry[]> {
  const page = await history(database.sql, accountId, { limit: 1_000 });
  if (!page.ok) throw new Error(page.reason);
  return [...page.data].reverse();
}
