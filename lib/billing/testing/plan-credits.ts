import { windowAt } from "@/lib/billing/refills/windows";
import type { atStripe } from "@/lib/billing/testing/at-stripe";
import type { billingWorld, Person } from "@/lib/billing/testing/world";
import { history } from "@/lib/ledger/queries";
import type { Entry } from "@/lib/ledger/types";

type World = Awaited<ReturnType<typeof billingWorld>>;

export type PlanCredits = {
  /** Credits granted by plans, minus what expired unused and what was taken back. */
  kept: number;
  /**
   * What Stripe's invoices allow for the same windows: at most what all lines are worth, credits against charges; and
   * at most what the charged invoices are worth, by the part that was not refunded. Once an invoice credited more than
   * it charged, later ones are paid from that credit, and only the lines show what was paid.
   */
  allowed: number;
  /** Whole credits that rounding may leave. */
  rounding: number;
  /** Whether an invoice credited more than it charged. */
  credited: boolean;
};

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
    .filter(({ sourceKey }) => isOfPlan(sourceKey ?? "", ids))
    .reduce((sum, { amount }) => sum - Number(amount), 0);

  const prices = await database.prisma.price.findMany({ include: { planVersion: true } });
  const creditsOf = new Map(prices.map((price) => [price.stripePriceId, Number(price.planVersion.creditsPerMonth)]));
  const { data: invoices } = await stripe.invoices.list({ customer: await at.customerOf(person), limit: 100 });
  let [lines, charges] = [0, 0];
  let credited = false;
  const windows = new Set(
    lots.map(({ subscriptionId, windowStart }) => `${subscriptionId} ${windowStart?.toISOString()}`),
  );
  for (const window of windows) {
    const [subscriptionId, iso = ""] = window.split(" ");
    const subscription = paidFor.find(({ id }) => id === subscriptionId);
    const start = new Date(iso);
    const end =
      windowAt(start < (subscription?.anchorAt ?? start) ? start : (subscription?.anchorAt ?? start), start)?.end ??
      start;
    for (const invoice of invoices.filter(({ status }) => status === "paid")) {
      if (invoice.parent?.subscription_details?.subscription !== subscription?.stripeSubscriptionId) continue;
      const returned = await refundedOf(database, invoice.id);
      const kept = invoice.total > 0 ? 1 - returned / invoice.total : 0;
      if (invoice.total <= 0) credited = true;
      for (const line of invoice.lines.data) {
        const price = line.pricing?.price_details?.price;
        const credits = creditsOf.get(typeof price === "string" ? price : (price?.id ?? "")) ?? 0;
        const from = Math.max(line.period.start * 1000, start.getTime());
        const until = Math.min(line.period.end * 1000, end.getTime());
        const share = Math.max(0, until - from) / (end.getTime() - start.getTime());
        const worth = Math.sign(line.amount) * credits * share;
        lines += worth;
        charges += worth * kept;
      }
    }
  }
  return {
    kept: granted - ended - clawed,
    allowed: credited ? lines : Math.min(lines, charges),
    rounding: lots.length + taken.length,
    credited,
  };
}

function isOfPlan(sourceKey: string, planLots: ReadonlySet<string>): boolean {
  const [kind, lot = ""] = sourceKey.split(":");
  return kind === "downgrade" || kind === "cut" || kind === "excess" || planLots.has(lot);
}

async function refundedOf(database: World["database"], stripeInvoiceId: string | undefined): Promise<number> {
  const payment = await database.prisma.payment.findFirst({ where: { stripeInvoiceId } });
  return payment?.refundedCents ?? 0;
}

/** All entries of an account, oldest first. */
export async function allEntries(database: World["database"], accountId: string): Promise<Entry[]> {
  const page = await history(database.sql, accountId, { limit: 1_000 });
  if (!page.ok) throw new Error(page.reason);
  return [...page.data].reverse();
}
