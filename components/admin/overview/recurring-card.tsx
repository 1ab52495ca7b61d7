import { Chart } from "@/components/admin/overview/chart";
import { Figure, Figures } from "@/components/admin/overview/figure";
import { TwoRanges } from "@/components/admin/overview/two-ranges";
import { money, percent, stretchText } from "@/components/admin/overview/words";
import { Card, CardHead } from "@/components/ui/card";
import type { MrrPeriod } from "@/lib/analytics/metrics/mrr";
import type { Overview } from "@/lib/analytics/metrics/overview";

/** MRR with its movements, customers and churn. */
export function RecurringCard({ overview: { mrr, currency, periods, snapshots } }: { overview: Overview }) {
  const { now, before } = mrr;
  const cash = (cents: bigint) => money(cents, currency);
  const line = (name: string, value: (period: MrrPeriod) => bigint) => ({
    name,
    now: cash(value(now)),
    before: cash(value(before)),
  });
  return (
    <Card aria-label="Recurring revenue">
      <CardHead title="Recurring revenue" note={currency.toUpperCase()} />
      <Figures>
        <Figure
          label="MRR"
          value={cash(now.closingCents)}
          before={cash(before.closingCents)}
          counts="What active and past due subscriptions pay per month by their price, before discounts and taxes; a twelfth of a yearly price. Trials count nothing."
        />
        <Figure label="ARR" value={cash(now.arrCents)} before={cash(before.arrCents)} counts="MRR times twelve." />
        <Figure
          label="Paying customers"
          value={String(now.closingCustomers)}
          before={String(before.closingCustomers)}
          counts="Customers with MRR at the end of the range."
        />
        <Figure
          label="ARPU"
          value={now.arpuCents === null ? "–" : cash(now.arpuCents)}
          before={before.arpuCents === null ? "–" : cash(before.arpuCents)}
          counts="MRR per paying customer."
        />
        <Figure
          label="Customer churn"
          value={percent(now.customerChurn)}
          before={percent(before.customerChurn)}
          counts="Customers who left in the range, of those who paid at its start."
        />
        <Figure
          label="Revenue churn"
          value={percent(now.revenueChurn)}
          before={percent(before.revenueChurn)}
          counts="Churn and contraction, of the MRR at the start."
        />
        <Figure
          label="Active, trialing, past due"
          value={
            snapshots
              ? `${snapshots.subscriptions.active}, ${snapshots.subscriptions.trialing}, ${snapshots.subscriptions.pastDue}`
              : "–"
          }
          counts="Paid subscriptions of all currencies as of the last rollup."
        />
        <Figure
          label="Ending"
          value={snapshots ? String(snapshots.subscriptions.ending) : "–"}
          counts="Of those, canceled and still running, as of the last rollup."
        />
      </Figures>
      <Chart
        title="MRR over time"
        kind="line"
        lines={[{ key: "mrr", name: "MRR", color: "var(--accent)" }]}
        points={mrr.series.map(({ closingCents }, nth) => ({
          name: stretchText(periods.stretches[nth]?.name ?? ""),
          values: { mrr: { size: Number(closingCents), text: cash(closingCents) } },
        }))}
      />
      <TwoRanges
        caption="MRR movements"
        lines={[
          { ...line("At the start", ({ openingCents }) => openingCents), sum: true },
          line("New", ({ movements }) => movements.NEW),
          line("Expansion", ({ movements }) => movements.EXPANSION),
          line("Reactivation", ({ movements }) => movements.REACTIVATION),
          line("Contraction", ({ movements }) => movements.CONTRACTION),
          line("Churn", ({ movements }) => movements.CHURN),
          { ...line("At the end", ({ closingCents }) => closingCents), sum: true },
        ]}
      />
    </Card>
  );
}
