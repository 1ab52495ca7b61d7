import { percent } from "@/components/admin/overview/words";
import { Card, CardHead } from "@/components/ui/card";
import { Table, Td, Th } from "@/components/ui/table";
import type { PlanView } from "@/lib/catalog/types";
import { formatMoney, formatUnitPrice } from "@/lib/format/money";

/** What a credit brings and what it costs, of each plan on sale. */
export function MarginCard({ plans, currency }: { plans: readonly PlanView[]; currency: string }) {
  const rows = plans.flatMap((plan) => {
    const price = plan.prices.find((one) => one.interval === "MONTH" && one.currency === currency);
    return price && plan.creditsPerMonth > 0 ? [{ plan, price }] : [];
  });
  if (rows.length === 0) return null;
  return (
    <Card aria-label="Margin">
      <CardHead title="Margin" note="plans on sale, by month" />
      <p className="px-4 pb-3 text-[13px] text-muted sm:px-5">
        What a credit of each plan brings, and what it costs by the plan's estimated cost when all credits are spent.
      </p>
      <Table caption="Revenue and cost per credit by plan">
        <thead>
          <tr>
            <Th>Plan</Th>
            <Th number>Price</Th>
            <Th number>Per credit</Th>
            <Th number>Cost per credit</Th>
            <Th number>Margin</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ plan, price }) => (
            <tr key={plan.id}>
              <Td>{plan.name}</Td>
              <Td number>{formatMoney(price.amountCents, currency)}</Td>
              <Td number>{formatUnitPrice(price.amountCents, currency, plan.creditsPerMonth)}</Td>
              <Td number>{formatUnitPrice(plan.estimatedCostCents, currency, plan.creditsPerMonth)}</Td>
              <Td number>{percent(price.amountCents > 0 ? 1 - plan.estimatedCostCents / price.amountCents : null)}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
