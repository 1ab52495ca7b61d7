import { planPricesAmong } from "@/lib/billing/sync/plan-prices";
import type { SubscriptionFacts } from "@/lib/billing/sync/read-subscription";
import type { Db } from "@/lib/db";
import type { InvoiceFacts } from "@/lib/stripe/invoices";

/** The invoices without lines for add-ons or a second plan, which pay for no credits and no time on the plan. */
export async function withPlanLines(
  db: Db,
  invoices: readonly InvoiceFacts[],
  { otherPlans }: Pick<SubscriptionFacts, "otherPlans">,
): Promise<InvoiceFacts[]> {
  const sold = invoices.flatMap(({ lines }) => lines.map(({ stripePriceId }) => stripePriceId));
  const plans = await planPricesAmong(db, [...new Set(sold)]);
  const others = new Set(otherPlans.map(({ stripePriceId }) => stripePriceId));
  const isPlan = (id: string) => plans.has(id) && !others.has(id);
  return invoices.map((one) => ({
    ...one,
    lines: one.lines.filter(({ stripePriceId }) => isPlan(stripePriceId)),
  }));
}
