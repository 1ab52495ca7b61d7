import { percent } from "@/components/admin/overview/words";
import { costText, rateText } from "@/components/admin/rate-card/meter-words";
import { Card, CardHead } from "@/components/ui/card";
import { Table, Td, Th } from "@/components/ui/table";
import { type MeterMargin, meterMargins, type PlanMargin, planMargins } from "@/lib/analytics/metrics/margin";
import type { MeterView, PlanView } from "@/lib/catalog/types";
import { formatMoney, formatUnitPrice } from "@/lib/format/money";

type MarginCardProps = { plans: readonly PlanView[]; meters: readonly MeterView[]; currency: string };

/** What a credit brings and what it costs: by each plan's estimate, and by the cost of each meter. */
export function MarginCard({ plans, meters, currency }: MarginCardProps) {
  const ofPlans = planMargins(plans, currency);
  const ofMeters = meterMargins(meters, ofPlans, currency);
  if (ofPlans.length === 0) return null;
  return (
    <Card aria-label="Margin">
      <CardHead title="Margin" note="plans on sale, by month" />
      <p className="px-4 pb-3 text-[13px] text-muted sm:px-5">
        What a credit of each plan brings, and what it costs by the plan's estimated cost when all credits are spent.
      </p>
      <PlanTable plans={ofPlans} currency={currency} />
      {ofMeters.length > 0 ? (
        <>
          <p className="border-line border-t px-4 pt-4 pb-3 text-[13px] text-muted sm:px-5">
            What is left of a credit of each plan when it is spent by a meter, by the cost set on the rate card.
          </p>
          <MeterTable meters={ofMeters} plans={ofPlans} currency={currency} />
        </>
      ) : null}
    </Card>
  );
}

function PlanTable({ plans, currency }: { plans: readonly PlanMargin[]; currency: string }) {
  return (
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
        {plans.map(({ id, name, priceCents, credits, costCents, margin }) => (
          <tr key={id}>
            <Td>{name}</Td>
            <Td number>{formatMoney(priceCents, currency)}</Td>
            <Td number>{formatUnitPrice(priceCents, currency, credits)}</Td>
            <Td number>{formatUnitPrice(costCents, currency, credits)}</Td>
            <Td number>{percent(margin)}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

type MeterTableProps = { meters: readonly MeterMargin[]; plans: readonly PlanMargin[]; currency: string };

function MeterTable({ meters, plans, currency }: MeterTableProps) {
  return (
    <Table caption="Margin by meter and plan">
      <thead>
        <tr>
          <Th>Meter</Th>
          <Th number>Cost per credit</Th>
          {plans.map(({ id, name }) => (
            <Th key={id} number>
              Margin with {name}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {meters.map(({ meter, costPerCredit, margins }) => (
          <tr key={meter.id}>
            <Td>
              {meter.name}
              <span className="block whitespace-nowrap text-[12.5px] text-faint">
                {rateText(meter)}, {costText(meter)}
              </span>
            </Td>
            <Td number>{costPerCredit === null ? "–" : formatUnitPrice(costPerCredit, currency, 1)}</Td>
            {margins.map((margin, nth) => (
              <Td key={plans[nth]?.id} number>
                {percent(margin)}
              </Td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
