import { Chart } from "@/components/admin/overview/chart";
import { Figure, Figures } from "@/components/admin/overview/figure";
import { linksOf, stretchLink } from "@/components/admin/overview/links";
import { RowsLink } from "@/components/admin/overview/rows-link";
import { money, stretchText } from "@/components/admin/overview/words";
import { Card, CardHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Table, Td, Th } from "@/components/ui/table";
import type { Overview } from "@/lib/analytics/metrics/overview";
import type { Stretch } from "@/lib/analytics/metrics/periods";
import type { Fact, ItemMoney, Kind, Money } from "@/lib/analytics/metrics/revenue";
import { moneyText } from "@/lib/format/money";

/** Money in and out, plans and packs apart. */
export function RevenueCard({ overview }: { overview: Overview }) {
  const { revenue, currency, periods } = overview;
  const rowsOf = linksOf(overview);
  const cash = (cents: bigint) => money(cents, currency);
  const value = (cents: bigint, stretch: Stretch | undefined, kind: Kind) => ({
    size: Number(cents),
    text: cash(cents),
    exact: moneyText(Number(cents), currency),
    href: stretchLink(overview, stretch)("money", { kind }),
  });
  return (
    <Card aria-label="Revenue">
      <CardHead title="Revenue" note={currency.toUpperCase()} />
      <Figures>
        <Figure
          label="Plans, net"
          value={cash(revenue.plans.netCents)}
          before={cash(revenue.plansBefore.netCents)}
          rows={rowsOf("money", { kind: "SUBSCRIPTION" })}
          counts="Payments for plans, less refunds, open and lost disputes, credit notes and Stripe's fees, each on its own day."
        />
        <Figure
          label="Packs, net"
          value={cash(revenue.packs.netCents)}
          before={cash(revenue.packsBefore.netCents)}
          rows={rowsOf("money", { kind: "PACK" })}
          counts="The same for packs, which do not recur."
        />
        <Figure
          label="Payments"
          rows={rowsOf("money", { fact: "PAYMENT" })}
          value={String(revenue.plans.payments + revenue.packs.payments)}
          before={String(revenue.plansBefore.payments + revenue.packsBefore.payments)}
          counts="Payments that were collected."
        />
        <Figure
          label="Stripe's fees"
          rows={rowsOf("money", { fact: "FEE" })}
          value={cash(revenue.plans.feeCents + revenue.packs.feeCents)}
          before={cash(revenue.plansBefore.feeCents + revenue.packsBefore.feeCents)}
          counts="What Stripe kept for processing, and for handling disputes."
        />
      </Figures>
      <Chart
        title="Net revenue over time"
        kind="bars"
        currency={currency}
        lines={[
          { key: "plans", name: "Plans", color: "var(--plan)" },
          { key: "packs", name: "Packs", color: "var(--pack)" },
        ]}
        points={revenue.series.map(({ plans, packs }, nth) => ({
          name: stretchText(periods.stretches[nth]?.name ?? ""),
          values: {
            plans: value(plans.netCents, periods.stretches[nth], "SUBSCRIPTION"),
            packs: value(packs.netCents, periods.stretches[nth], "PACK"),
          },
        }))}
      />
      {revenue.items.length > 0 ? (
        <Table caption="Revenue by plan and pack">
          <thead>
            <tr>
              <Th>Plan or pack</Th>
              {COLUMNS.map(({ name }) => (
                <Th key={name} number>
                  {name}
                </Th>
              ))}
            </tr>
          </thead>
          <tbody>
            {revenue.items.map((item) => (
              <tr key={`${item.kind} ${item.itemId}`}>
                <Td>
                  {item.name ?? (item.kind === "PACK" ? "Other packs" : "Other plans")}{" "}
                  <span className="text-faint">{item.kind === "PACK" ? "pack" : "plan"}</span>
                </Td>
                {COLUMNS.map(({ name, cents, fact }) => (
                  <Td key={name} number className={fact ? undefined : "font-medium"}>
                    <RowsLink href={rowsOf("money", partOf(item, fact)).now}>{cash(item[cents])}</RowsLink>
                  </Td>
                ))}
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

type Column = { name: string; fact: Fact | null; cents: keyof Money & `${string}Cents` };

const COLUMNS: readonly Column[] = [
  { name: "Payments", fact: "PAYMENT", cents: "paymentCents" },
  { name: "Refunds", fact: "REFUND", cents: "refundCents" },
  { name: "Disputes", fact: "DISPUTE", cents: "disputeCents" },
  { name: "Credit notes", fact: "CREDIT", cents: "creditCents" },
  { name: "Fees", fact: "FEE", cents: "feeCents" },
  { name: "Net", fact: null, cents: "netCents" },
];

function partOf({ kind, itemId }: ItemMoney, fact: Fact | null): Record<string, string> {
  return { kind, item: itemId, ...(fact && { fact }) };
}
