import { Chart } from "@/components/admin/overview/chart";
import { Figure, Figures } from "@/components/admin/overview/figure";
import { TwoRanges } from "@/components/admin/overview/two-ranges";
import { credits, money, stretchText } from "@/components/admin/overview/words";
import { Card, CardHead } from "@/components/ui/card";
import type { CreditPeriod } from "@/lib/analytics/metrics/credits";
import type { Overview } from "@/lib/analytics/metrics/overview";

type Costs = readonly { currency: string; cents: bigint }[];

const costs = (some: Costs): string =>
  some.map(({ currency, cents }) => money(cents, currency)).join(", ") || "nothing";

/** What credits went through, what is owed, and what ended unused. */
export function CreditsCard({ overview: { credits: all, periods, mrr } }: { overview: Overview }) {
  const { now, before, liability, breakage } = all;
  const line = (name: string, value: (period: CreditPeriod) => bigint) => ({
    name,
    now: credits(value(now)),
    before: credits(value(before)),
  });
  const customers = mrr.now.closingCustomers;
  return (
    <Card aria-label="Credits">
      <CardHead title="Credits" />
      <Figures>
        <Figure
          label="Outstanding"
          value={credits(now.closing)}
          before={credits(before.closing)}
          counts="The sum of all balances at the end of the range."
        />
        <Figure
          label="Liability in money"
          value={costs(liability.cents)}
          counts={`What was paid for the credits that remain at the end of the range, lot by lot. Of ${credits(liability.credits)} credits ${credits(liability.freeCredits)} cost nothing; ${credits(liability.debt)} more are owed by customers.`}
        />
        <Figure
          label="Breakage"
          value={credits(breakage.credits)}
          counts={`Credits that ended unused in the range; ${costs(breakage.cents)} had been paid for them.`}
        />
        <Figure
          label="Spent per paying customer"
          value={customers > 0 ? credits(now.spent / BigInt(customers)) : "–"}
          counts="Credits spent in the range by everyone, for each customer who pays for a plan at its end; rounded down."
        />
      </Figures>
      <Chart
        title="Credits over time"
        kind="bars"
        lines={[
          { key: "issued", name: "Issued", color: "var(--plan)" },
          { key: "spent", name: "Spent", color: "var(--pack)" },
          { key: "expired", name: "Expired", color: "var(--other)" },
        ]}
        points={all.series.map(({ issued, spent, expired }, nth) => ({
          name: stretchText(periods.stretches[nth]?.name ?? ""),
          values: {
            issued: { size: Number(issued), text: credits(issued) },
            spent: { size: Number(spent), text: credits(spent) },
            expired: { size: Number(expired), text: credits(expired) },
          },
        }))}
      />
      <TwoRanges
        caption="Credit movements"
        lines={[
          { ...line("Outstanding at the start", ({ opening }) => opening), sum: true },
          line("Issued", ({ issued }) => issued),
          line("Spent, less what was reversed", ({ spent }) => -spent),
          line("Expired", ({ expired }) => -expired),
          line("Clawed back, less what was reinstated", ({ clawedBack }) => -clawedBack),
          line("Adjusted", ({ adjusted }) => adjusted),
          { ...line("Outstanding at the end", ({ closing }) => closing), sum: true },
        ]}
      />
    </Card>
  );
}
