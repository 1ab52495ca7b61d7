import type { Route } from "next";
import { Chart } from "@/components/admin/overview/chart";
import { Figure, Figures } from "@/components/admin/overview/figure";
import { money, stretchText } from "@/components/admin/overview/words";
import { Card, CardHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Table, Td, Th } from "@/components/ui/table";
import type { Overview } from "@/lib/analytics/metrics/overview";
import type { Kind } from "@/lib/analytics/metrics/revenue";

/** Money in and out, plans and packs apart. */
export function RevenueCard({ overview: { revenue, currency, periods } }: { overview: Overview }) {
  const cash = (cents: bigint) => money(cents, currency);
  const { first, last } = periods.range;
  const rows = (kind: Kind) =>
    `/admin/payments?${new URLSearchParams({ kind, currency, by: "paid", from: first, to: last })}` as Route;
  return (
    <Card aria-label="Revenue">
      <CardHead title="Revenue" note={currency.toUpperCase()} />
      <Figures>
        <Figure
          label="Plans, net"
          value={cash(revenue.plans.netCents)}
          before={cash(revenue.plansBefore.netCents)}
          href={rows("SUBSCRIPTION")}
          counts="Payments for plans, less refunds, open and lost disputes, credit notes and Stripe's fees, each on its own day."
        />
        <Figure
          label="Packs, net"
          value={cash(revenue.packs.netCents)}
          before={cash(revenue.packsBefore.netCents)}
          href={rows("PACK")}
          counts="The same for packs, which do not recur."
        />
        <Figure
          label="Payments"
          value={String(revenue.plans.payments + revenue.packs.payments)}
          before={String(revenue.plansBefore.payments + revenue.packsBefore.payments)}
          counts="Payments that were collected."
        />
        <Figure
          label="Stripe's fees"
          value={cash(revenue.plans.feeCents + revenue.packs.feeCents)}
          before={cash(revenue.plansBefore.feeCents + revenue.packsBefore.feeCents)}
          counts="What Stripe kept for processing."
        />
      </Figures>
      <Chart
        title="Net revenue over time"
        kind="bars"
        lines={[
          { key: "plans", name: "Plans", color: "var(--plan)" },
          { key: "packs", name: "Packs", color: "var(--pack)" },
        ]}
        points={revenue.series.map(({ plans, packs }, nth) => ({
          name: stretchText(periods.stretches[nth]?.name ?? ""),
          values: {
            plans: { size: Number(plans.netCents), text: cash(plans.netCents) },
            packs: { size: Number(packs.netCents), text: cash(packs.netCents) },
          },
        }))}
      />
      {revenue.items.length > 0 ? (
        <Table caption="Revenue by plan and pack">
          <thead>
            <tr>
              <Th>Plan or pack</Th>
              <Th number>Payments</Th>
              <Th number>Refunds</Th>
              <Th number>Disputes</Th>
              <Th number>Credit notes</Th>
              <Th number>Fees</Th>
              <Th number>Net</Th>
            </tr>
          </thead>
          <tbody>
            {revenue.items.map((item) => (
              <tr key={`${item.kind} ${item.itemId}`}>
                <Td>
                  {item.name ?? (item.kind === "PACK" ? "Other packs" : "Other plans")}{" "}
                  <span className="text-faint">{item.kind === "PACK" ? "pack" : "plan"}</span>
                </Td>
                <Td number>{cash(item.paymentCents)}</Td>
                <Td number>{cash(item.refundCents)}</Td>
                <Td number>{cash(item.disputeCents)}</Td>
                <Td number>{cash(item.creditCents)}</Td>
                <Td number>{cash(item.feeCents)}</Td>
                <Td number className="font-medium">
                  {cash(item.netCents)}
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      ) : (
        <EmptyState title="No money came in or went in this range.">Choose another range above.</EmptyState>
      )}
    </Card>
  );
}
