import { byVersionText } from "@/components/admin/catalogue/edit-effects";
import { CatalogueActions, type ItemActions } from "@/components/admin/catalogue-actions";
import { SyncChip } from "@/components/admin/sync-chip";
import { currencyOf } from "@/components/pricing/offer";
import { Chip } from "@/components/ui/chip";
import { formatCredits } from "@/components/ui/credits";
import { Table, Td, Th } from "@/components/ui/table";
import type { Audience } from "@/lib/catalog/queries";
import type { PlanView, PriceView } from "@/lib/catalog/types";
import { formatMoney } from "@/lib/format/money";

type PlanListProps = { rows: { plan: PlanView; audience: Audience }[]; actions: ItemActions };

/** Every plan in its current version, with its margin and its number of subscribers. */
export function PlanList({ rows, actions }: PlanListProps) {
  const currency = currencyOf(rows.map(({ plan }) => plan));
  return (
    <Table caption="Plans">
      <thead>
        <tr>
          <Th>Plan</Th>
          <Th number className="max-sm:px-1">
            Credits
          </Th>
          <Th number className="max-sm:px-2">
            Price
          </Th>
          <Th number className="max-sm:hidden">
            Margin
          </Th>
          <Th number className="max-sm:hidden">
            Subscribers
          </Th>
          <Th className="max-sm:px-2">Stripe</Th>
          <Th className="max-sm:px-2">
            <span className="sr-only">Actions</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ plan, audience }) => (
          <tr key={plan.id} data-plan={plan.key}>
            <Td>
              <span className="flex flex-wrap items-center gap-2 font-medium">
                {plan.name} {plan.archivedAt ? <Chip>Archived</Chip> : null}
                {plan.highlighted ? <Chip tone="good">Recommended</Chip> : null}
              </span>
              <span className="block text-[12.5px] text-faint">
                <span className="font-mono">{plan.key}</span> · version {plan.version}
              </span>
            </Td>
            <Td number className="max-sm:px-1">
              {formatCredits(plan.creditsPerMonth)}
            </Td>
            <Td number className="max-sm:px-2">
              {plan.isFree ? "free" : plan.prices.map((price) => <PriceLine key={price.id} price={price} />)}
            </Td>
            <Td number className="max-sm:hidden">
              {plan.isFree || plan.estimatedCostCents === 0
                ? costText(plan, currency)
                : plan.prices.map((price) => <MarginLine key={price.id} plan={plan} price={price} />)}
            </Td>
            <Td number className="max-sm:hidden">
              {formatCredits(audience.subscribers)}
              {audience.byVersion.some(({ version }) => version !== plan.version) ? (
                <span className="block whitespace-normal text-[12.5px] text-faint">{byVersionText(audience)}</span>
              ) : null}
            </Td>
            <Td className="max-sm:px-2">
              <SyncChip
                itemId={plan.id}
                state={
                  plan.isFree
                    ? "not-needed"
                    : plan.stripeProductId && plan.prices.every((price) => price.stripePriceId)
                      ? "synced"
                      : "waiting"
                }
              />
            </Td>
            <Td className="w-px text-right max-sm:px-2">
              <CatalogueActions
                kind={plan.isFree ? "free plan" : "plan"}
                id={plan.id}
                version={plan.version}
                name={plan.name}
                archived={plan.archivedAt !== null}
                audience={audience}
                canPush={!plan.isFree}
                actions={actions}
              />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function PriceLine({ price }: { price: PriceView }) {
  return (
    <span className="block">
      {formatMoney(price.amountCents, price.currency)}
      <span className="text-faint"> / {price.interval === "YEAR" ? "year" : "month"}</span>
    </span>
  );
}

/** The margin when every credit is spent. */
function MarginLine({ plan, price }: { plan: PlanView; price: PriceView }) {
  const cost = plan.estimatedCostCents * (price.interval === "YEAR" ? 12 : 1);
  const margin = price.amountCents - cost;
  return (
    <span className={margin < 0 ? "block text-danger" : "block"}>
      {formatMoney(margin, price.currency)}
      <span className="text-faint"> {Math.round((margin / price.amountCents) * 100)} %</span>
    </span>
  );
}

function costText(plan: PlanView, currency: string): string {
  return plan.estimatedCostCents > 0 ? `−${formatMoney(plan.estimatedCostCents, currency)}` : "–";
}
