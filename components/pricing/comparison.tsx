import {
  creditPrice,
  enoughFor,
  type OfferedPlan,
  type OfferedRate,
  priceOf,
  refillSentence,
} from "@/components/pricing/offer";
import { words } from "@/components/pricing/words";
import { formatCredits } from "@/components/ui/credits";
import { cx } from "@/components/ui/cx";
import { Table, Td, Th } from "@/components/ui/table";
import type { BillingInterval } from "@/lib/catalog/types";
import { formatPrice } from "@/lib/format/money";

type Row = { name: string; cell: (plan: OfferedPlan) => string };

type ComparisonProps = { plans: OfferedPlan[]; rates: OfferedRate[]; interval: BillingInterval };

/** A comparison of the plans, line by line, with the prices of a billing interval. */
export function Comparison({ plans, rates, interval }: ComparisonProps) {
  if (plans.length < 2) return null;
  return (
    <section aria-labelledby="compare" className="mt-14">
      <h2 id="compare" className="mb-3.5 font-semibold text-base">
        {words.compare}
      </h2>
      <p id="compare-hint" className="-mt-2 mb-3.5 text-muted sm:hidden">
        {words.compareHint}
      </p>
      <div className="rounded-card border border-line bg-surface">
        <Table caption="Plans compared" describedBy="compare-hint">
          <thead>
            <tr>
              <Th className={STAYS}>
                <span className="sr-only">Feature</span>
              </Th>
              {plans.map((plan) => (
                <Th key={plan.id} number className="min-w-24 text-ink text-sm max-sm:px-3">
                  {plan.name}
                </Th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rowsFor(plans, rates, interval).map((row) => (
              <tr key={row.name}>
                <th
                  scope="row"
                  className={cx(
                    STAYS,
                    "border-line border-b px-4 py-3 text-left align-top font-normal text-muted max-sm:px-3 sm:px-5 [tr:last-child>&]:border-b-0",
                  )}
                >
                  {row.name}
                </th>
                {plans.map((plan) => (
                  <Td key={plan.id} number className="max-sm:whitespace-normal max-sm:px-3">
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

// The names of the rows stay in view. On a phone the last plan beside them is cut off, which shows that there are more.
const STAYS =
  "sticky left-0 z-10 min-w-36 bg-surface max-sm:min-w-28 max-sm:border-r max-sm:border-r-line max-sm:[overflow-wrap:break-word]";

const PRICES = [
  { name: "Monthly price", interval: "MONTH" },
  { name: "Yearly price", interval: "YEAR" },
] as const;

function rowsFor(plans: OfferedPlan[], rates: OfferedRate[], interval: BillingInterval): Row[] {
  const limits = [...new Set(plans.flatMap((plan) => plan.limits.map(({ name }) => name)))];
  const trials = plans.some((plan) => plan.trialDays > 0);
  return [
    { name: "Credits a month", cell: (plan) => formatCredits(plan.creditsPerMonth) },
    ...PRICES.filter((row) => plans.some((plan) => priceOf(plan, row.interval))).map((row) => ({
      name: row.name,
      cell: (plan: OfferedPlan) => money(plan, row.interval),
    })),
    {
      name: `Price per credit, billed ${interval === "YEAR" ? "yearly" : "monthly"}`,
      cell: (plan) => creditPrice(plan, interval) ?? "–",
    },
    ...rates.map((rate) => ({
      name: `${rate.name}, up to`,
      cell: (plan: OfferedPlan) => enoughFor(plan, rate),
    })),
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
  if (price) return formatPrice(price.amountCents, price.currency);
  return plan.isFree ? "free" : "–";
}
