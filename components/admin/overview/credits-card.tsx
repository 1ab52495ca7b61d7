import { Chart } from "@/components/admin/overview/chart";
import { Figure, Figures } from "@/components/admin/overview/figure";
import { type Links, linksAtStart, linksOf, stretchLink } from "@/components/admin/overview/links";
import { RowsLink } from "@/components/admin/overview/rows-link";
import { TwoRanges } from "@/components/admin/overview/two-ranges";
import { credits, money, stretchText } from "@/components/admin/overview/words";
import { Card, CardHead } from "@/components/ui/card";
import type { CreditPeriod } from "@/lib/analytics/metrics/credits";
import type { Overview } from "@/lib/analytics/metrics/overview";
import type { NumberName } from "@/lib/analytics/rows/numbers";

type Costs = readonly { currency: string; cents: bigint }[];

const costs = (some: Costs): string =>
  some.map(({ currency, cents }) => money(cents, currency)).join(", ") || "nothing";

/** What credits went through, what is owed, and what ended unused. */
export function CreditsCard({ overview }: { overview: Overview }) {
  const { credits: all, periods, payingCustomers: customers } = overview;
  const rowsOf = linksOf(overview);
  const { now, before, liability, breakage } = all;
  const line = (name: string, value: (period: CreditPeriod) => bigint, rows: Links) => ({
    name,
    rows,
    now: credits(value(now)),
    before: credits(value(before)),
  });
  const value = (name: NumberName, amount: bigint, nth: number) => ({
    size: Number(amount),
    text: credits(amount),
    exact: String(amount),
    href: stretchLink(overview, periods.stretches[nth])(name),
  });
  return (
    <Card aria-label="Credits">
      <CardHead title="Credits" />
      <Figures>
        <Figure
          label="Outstanding"
          rows={rowsOf("outstanding")}
          value={credits(now.closing)}
          before={credits(before.closing)}
          counts="The sum of all balances at the end of the range."
        />
        <Figure
          label="Liability in money"
          rows={rowsOf("liability")}
          value={costs(liability.cents)}
          counts={
            <>
              What was paid for the credits that remain at the end of the range, lot by lot. Of{" "}
              {credits(liability.credits)} credits {credits(liability.freeCredits)} cost nothing;{" "}
              <RowsLink href={rowsOf("debt").now}>{credits(liability.debt)}</RowsLink> more are owed by customers.
            </>
          }
        />
        <Figure
          label="Breakage"
          rows={rowsOf("expired")}
          value={credits(breakage.credits)}
          counts={`Credits that ended unused in the range; ${costs(breakage.cents)} had been paid for them.`}
        />
        <Figure
          label="Spent per paying customer"
          rows={rowsOf("spent")}
          value={customers > 0 ? credits(now.spent / BigInt(customers)) : "–"}
          counts="Credits spent in the range by everyone, for each customer who pays for a plan at its end, in any currency; rounded down."
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
            issued: value("issued", issued, nth),
            spent: value("spent", spent, nth),
            expired: value("expired", expired, nth),
          },
        }))}
      />
      <TwoRanges
        caption="Credit movements"
        lines={[
          {
            ...line("Outstanding at the start", ({ opening }) => opening, linksAtStart(overview, "outstanding")),
            sum: true,
          },
          line("Issued", ({ issued }) => issued, rowsOf("issued")),
          line("Spent, less what was reversed", ({ spent }) => -spent, rowsOf("spent")),
          line("Expired", ({ expired }) => -expired, rowsOf("expired")),
          line("Clawed back, less what was reinstated", ({ clawedBack }) => -clawedBack, rowsOf("clawed-back")),
          line("Adjusted", ({ adjusted }) => adjusted, rowsOf("adjusted")),
          { ...line("Outstanding at the end", ({ closing }) => closing, rowsOf("outstanding")), sum: true },
        ]}
      />
    </Card>
  );
}
