import type { Route } from "next";
import { byVersionText } from "@/components/admin/catalogue/edit-effects";
import { CatalogueActions, type ItemActions } from "@/components/admin/catalogue-actions";
import { OnPhone } from "@/components/admin/on-phone";
import { RowLink } from "@/components/admin/row-link";
import { SyncChip } from "@/components/admin/sync-chip";
import { currencyOf } from "@/components/pricing/offer";
import { Chip } from "@/components/ui/chip";
import { formatCredits } from "@/components/ui/credits";
import { Table, Td, Th } from "@/components/ui/table";
import type { Audience } from "@/lib/catalog/queries";
import type { PlanView, PriceView } from "@/lib/catalog/types";
import { formatMoney } from "@/lib/format/money";

type PlanListProps = { rows: PlanRow[]; actions: ItemActions };

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
          <Th number className="max-sm:pl-1">
            Price
          </Th>
          <Th number className="max-sm:hidden">
            Margin
          </Th>
          <Th number className="max-sm:hidden">
            Subscribers
          </Th>
          <Th className="max-sm:hidden">Stripe</Th>
          <Th className="max-sm:hidden">
            <span className="sr-only">Actions</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ plan, audience }) => (
          <tr key={plan.id} data-plan={plan.key}>
            <Td className="max-sm:wrap-anywhere">
              <span className="flex flex-wrap items-center gap-x-2">
                <RowLink href={editPath(plan)}>{plan.name}</RowLink> {plan.archivedAt ? <Chip>Archived</Chip> : null}
                {plan.highlighted ? <Chip tone="good">Recommended</Chip> : null}
              </span>
              <span className="block text-[12.5px] text-faint">
                <span className="font-mono">{plan.key}</span> · version {plan.version}
              </span>
              <span className="block text-[12.5px] sm:hidden">
                <OlderVersions plan={plan} audience={audience} />
              </span>
              <OnPhone>
                <Sync plan={plan} />
                <Actions plan={plan} audience={audience} actions={actions} />
              </OnPhone>
            </Td>
            <Td number className="max-sm:px-1">
              {formatCredits(plan.creditsPerMonth)}
            </Td>
            <Td number className="max-sm:pl-1">
              {plan.isFree ? "free" : plan.prices.map((price) => <PriceLine key={price.id} price={price} />)}
            </Td>
            <Td number className="max-sm:hidden">
              {plan.isFree || plan.estimatedCostCents === 0
                ? costText(plan, currency)
                : plan.prices.map((price) => <MarginLine key={price.id} plan={plan} price={price} />)}
            </Td>
            <Td number className="max-sm:hidden">
              {formatCredits(audience.subscribers)}
              <span className="block whitespace-normal text-[12.5px]">
                <OlderVersions plan={plan} audience={audience} />
              </span>
            </Td>
            <Td className="max-sm:hidden">
              <Sync plan={plan} />
            </Td>
            <Td className="w-px text-right max-sm:hidden">
              <Actions plan={plan} audience={audience} actions={actions} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

export type PlanRow = { plan: PlanView; audience: Audience };

const editPath = ({ id }: PlanView) => `/admin/plans/${id}`;

/** Where the subscribers of a plan's older versions are moved. */
export const movePath = (plan: PlanView) => `${editPath(plan)}#move` as Route;

/** The subscribers of a paid plan who are not on the version on sale. Those of a free plan move by themselves. */
export function onOlderVersions({ plan, audience }: PlanRow): number {
  if (plan.isFree) return 0;
  const older = audience.byVersion.filter(({ version }) => version !== plan.version);
  return older.reduce((sum, { subscribers }) => sum + subscribers, 0);
}

export const olderText = (count: number) =>
  `${formatCredits(count)} ${count === 1 ? "subscriber is" : "subscribers are"}`;

/** How many are on which version, with the way to move them, when somebody is on an older one. */
function OlderVersions({ plan, audience }: PlanRow) {
  if (onOlderVersions({ plan, audience }) === 0) return null;
  return (
    <RowLink href={movePath(plan)} className="font-normal text-accent">
      {byVersionText(audience)}
    </RowLink>
  );
}

function Sync({ plan }: { plan: PlanView }) {
  const isPushed = plan.stripeProductId && plan.prices.every((price) => price.stripePriceId);
  return <SyncChip itemId={plan.id} state={plan.isFree ? "not-needed" : isPushed ? "synced" : "waiting"} />;
}

function Actions({ plan, audience, actions }: PlanRow & { actions: ItemActions }) {
  return (
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
  );
}

function PriceLine({ price }: { price: PriceView }) {
  return (
    <span className="block">
      {formatMoney(price.amountCents, price.currency)}
      <span className="text-faint max-sm:block max-sm:text-[12.5px]">
        {" "}
        / {price.interval === "YEAR" ? "year" : "month"}
      </span>
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
