import { type OfferedPlan, priceOf, refillSentence } from "@/components/pricing/offer";
import { formatCredits } from "@/components/ui/credits";
import { Table, Td, Th } from "@/components/ui/table";
import type { BillingInterval } from "@/lib/catalog/types";
import { formatMoney, formatUnitPrice } from "@/lib/format/money";

type Row = { name: string; cell: (plan: OfferedPlan) => string };

/** A comparison of the plans, line by line. */
export function Comparison({ plans }: { plans: OfferedPlan[] }) {
  if (plans.length < 2) return null;
  return (
    <section aria-labelledby="compare" className="mt-14">
      <h2 id="compare" className="mb-3.5 font-semibold text-base">
        Compare plans
      </h2>
      <div className="rounded-card border border-line bg-surface">
        <Table caption="Plans compared">
          <thead>
            <tr>
              <Th className="sticky left-0 bg-surface">
                <span className="sr-only">Feature</span>
              </Th>
              {plans.map((plan) => (
                <Th key={plan.id} number className="text-ink text-sm">
                  {plan.name}
                </Th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rowsFor(plans).map((row) => (
              <tr key={row.name}>
                <th
                  scope="row"
                  className="sticky left-0 min-w-36 border-line border-b bg-surface px-4 py-3 text-left font-normal text-muted sm:px-5 [tr:last-child>&]:border-b-0"
                >
                  {row.name}
                </th>
                {plans.map((plan) => (
                  <Td key={plan.id} number>
                    {row.cell(plan)}
                  </Td>
                ))}
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </section>
  );
}

function rowsFor(plans: OfferedPlan[]): Row[] {
  const limits = [...new Set(plans.flatMap((plan) => plan.limits.map(({ name }) => name)))];
  const trials = plans.some((plan) => plan.trialDays > 0);
  return [
    { name: "Credits per month", cell: (plan) => formatCredits(plan.creditsPerMonth) },
    { name: "Monthly price", cell: (plan) => money(plan, "MONTH") },
    { name: "Yearly price", cell: (plan) => money(plan, "YEAR") },
    { name: "Price per credit", cell: unitPrice },
    { name: "Unused plan credits", cell: refillSentence },
    ...(trials
      ? [{ name: "Free trial", cell: (plan: OfferedPlan) => (plan.trialDays ? `${plan.trialDays} days` : "–") }]
      : []),
    ...limits.map((name) => ({
      name,
      cell: (plan: OfferedPlan) => plan.limits.find((limit) => limit.name === name)?.text ?? "–",
    })),
  ];
}

function money(plan: OfferedPlan, interval: BillingInterval): string {
  const price = priceOf(plan, interval);
  if (price) return formatMoney(price.amountCents, price.currency);
  return plan.isFree ? "free" : "–";
}

function unitPrice(plan: OfferedPlan): string {
  const month = priceOf(plan, "MONTH");
  const year = priceOf(plan, "YEAR");
  if (month && plan.creditsPerMonth > 0)
    return formatUnitPrice(month.amountCents, month.currency, plan.creditsPerMonth);
  if (year && plan.creditsPerMonth > 0)
    return formatUnitPrice(year.amountCents, year.currency, plan.creditsPerMonth * 12);
  return "–";
}
