import { Chart } from "@/components/admin/overview/chart";
import { Figure, Figures } from "@/components/admin/overview/figure";
import { type Links, linksAtStart, linksOf, stretchLink } from "@/components/admin/overview/links";
import { TwoRanges } from "@/components/admin/overview/two-ranges";
import { money, percent, stretchText } from "@/components/admin/overview/words";
import { Card, CardHead } from "@/components/ui/card";
import type { MrrPeriod } from "@/lib/analytics/metrics/mrr";
import type { Overview } from "@/lib/analytics/metrics/overview";
import { moneyText } from "@/lib/format/money";

/** MRR with its movements, customers and churn. */
export function RecurringCard({ overview }: { overview: Overview }) {
  const { mrr, currency, periods, snapshots } = overview;
  const { now, before } = mrr;
  const rowsOf = linksOf(overview);
  const atStart = linksAtStart(overview, "mrr");
  const cash = (cents: bigint) => money(cents, currency);
  const line = (name: string, value: (period: MrrPeriod) => bigint, rows: Links) => ({
    name,
    rows,
    now: cash(value(now)),
    before: cash(value(before)),
  });
  return (
    <Card aria-label="Recurring revenue">
      <CardHead title="Recurring revenue" note={currency.toUpperCase()} />
      <Figures>
        <Figure
          label="MRR"
          rows={rowsOf("mrr")}
          value={cash(now.closingCents)}
          before={cash(before.closingCents)}
          counts="Monthly recurring revenue: what active and past due subscriptions pay per month by their price, before discounts and taxes; a twelfth of a yearly price. Trials count nothing."
        />
        <Figure
          label="ARR"
          rows={rowsOf("mrr")}
          value={cash(now.arrCents)}
          before={cash(before.arrCents)}
          counts="Annual recurring revenue: MRR times twelve."
        />
        <Figure
          label="Paying customers"
          rows={rowsOf("mrr")}
          value={String(now.closingCustomers)}
          before={String(before.closingCustomers)}
          counts="Customers with MRR at the end of the range."
        />
        <Figure
          label="ARPU"
          rows={rowsOf("mrr")}
          value={now.arpuCents === null ? "–" : cash(now.arpuCents)}
          before={before.arpuCents === null ? "–" : cash(before.arpuCents)}
          counts="Average revenue per user: MRR per paying customer."
        />
        <Figure
          label="Customer churn"
          rows={rowsOf("churn")}
          value={percent(now.customerChurn)}
          before={percent(before.customerChurn)}
          counts={
            now.customerChurn === null
              ? "Nobody paid at the start of the range."
              : "Customers who left in the range, divided by those who paid at its start. Some may have come in the range."
          }
        />
        <Figure
          label="Revenue churn"
          rows={rowsOf("revenue-churn")}
          value={percent(now.revenueChurn)}
          before={percent(before.revenueChurn)}
          counts={
            now.revenueChurn === null
              ? "Nobody paid at the start of the range."
              : "Churn and contraction in the range, divided by the MRR at its start."
          }
        />
        <Figure
          label="Active"
          rows={snapshots ? rowsOf("active") : undefined}
          value={snapshots ? String(snapshots.subscriptions.active) : "–"}
          counts="Paid subscriptions of all currencies, as of the last update."
        />
        <Figure
          label="Trialing"
          rows={snapshots ? rowsOf("trialing") : undefined}
          value={snapshots ? String(snapshots.subscriptions.trialing) : "–"}
          counts="Subscriptions in their trial."
        />
        <Figure
          label="Past due"
          rows={snapshots ? rowsOf("past-due") : undefined}
          value={snapshots ? String(snapshots.subscriptions.pastDue) : "–"}
          counts="Subscriptions whose last invoice is not paid yet."
        />
        <Figure
          label="Ending"
          rows={snapshots ? rowsOf("ending") : undefined}
          value={snapshots ? String(snapshots.subscriptions.ending) : "–"}
          counts="Of these, canceled: they run until their period ends."
        />
      </Figures>
      <Chart
        title="MRR over time"
        kind="line"
        currency={currency}
        lines={[{ key: "mrr", name: "MRR", color: "var(--accent)" }]}
        points={mrr.series.map(({ closingCents }, nth) => ({
          name: stretchText(periods.stretches[nth]?.name ?? ""),
          values: {
            mrr: {
              size: Number(closingCents),
              text: cash(closingCents),
              exact: moneyText(Number(closingCents), currency),
              href: stretchLink(overview, periods.stretches[nth])("mrr"),
            },
          },
        }))}
      />
      <TwoRanges
        caption="MRR movements"
        lines={[
          { ...line("At the start", ({ openingCents }) => openingCents, atStart), sum: true },
          line("New", ({ movements }) => movements.NEW, rowsOf("new")),
          line("Expansion", ({ movements }) => movements.EXPANSION, rowsOf("expansion")),
          line("Reactivation", ({ movements }) => movements.REACTIVATION, rowsOf("reactivation")),
          line("Contraction", ({ movements }) => movements.CONTRACTION, rowsOf("contraction")),
          line("Churn", ({ movements }) => movements.CHURN, rowsOf("churn")),
          { ...line("At the end", ({ closingCents }) => closingCents, rowsOf("mrr")), sum: true },
        ]}
      />
    </Card>
  );
}
