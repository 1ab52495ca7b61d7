import { CatalogueActions, type ItemActions } from "@/components/admin/catalogue-actions";
import { OnPhone } from "@/components/admin/on-phone";
import { RowLink } from "@/components/admin/row-link";
import { SyncChip } from "@/components/admin/sync-chip";
import { Chip } from "@/components/ui/chip";
import { formatCredits } from "@/components/ui/credits";
import { Table, Td, Th } from "@/components/ui/table";
import type { PackView } from "@/lib/catalog/types";
import { type PlanRate, undercutPlans } from "@/lib/catalog/undercut-plans";
import { formatMoney, formatUnitPrice } from "@/lib/format/money";

/** Every pack, in its current version. */
export function PackList({ packs, rates, actions }: { packs: PackView[]; rates: PlanRate[]; actions: ItemActions }) {
  return (
    <Table caption="Credit packs">
      <thead>
        <tr>
          <Th>Pack</Th>
          <Th number className="max-sm:px-1">
            Credits
          </Th>
          <Th number className="max-sm:pl-1">
            Price
          </Th>
          <Th number className="max-sm:hidden">
            Price per credit
          </Th>
          <Th className="max-sm:hidden">Stripe</Th>
          <Th className="max-sm:hidden">
            <span className="sr-only">Actions</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {packs.map((pack) => (
          <tr key={pack.id} data-pack={pack.key}>
            <Td className="max-sm:wrap-anywhere">
              <span className="flex flex-wrap items-center gap-x-2">
                <RowLink href={`/admin/plans/packs/${pack.id}`}>{pack.name}</RowLink>{" "}
                {pack.archivedAt ? <Chip>Archived</Chip> : null}
              </span>
              <span className="block text-[12.5px] text-faint">
                <span className="font-mono">{pack.key}</span> · version {pack.version}
              </span>
              <Undercut pack={pack} rates={rates} />
              <OnPhone>
                <Sync pack={pack} />
                <Actions pack={pack} actions={actions} />
              </OnPhone>
            </Td>
            <Td number className="max-sm:px-1">
              {formatCredits(pack.credits)}
              {pack.volume ? (
                <span className="block text-[12.5px] text-faint">to {formatCredits(pack.volume.maxCredits)}</span>
              ) : null}
              {pack.bonusCredits > 0n ? (
                <span className="block text-[12.5px] text-faint">+ {formatCredits(pack.bonusCredits)} bonus</span>
              ) : null}
            </Td>
            <Td number className="max-sm:pl-1">
              {formatMoney(pack.amountCents, pack.currency)}
            </Td>
            <Td number className="max-sm:hidden">
              {formatUnitPrice(pack.amountCents, pack.currency, pack.credits + pack.bonusCredits)}
            </Td>
            <Td className="max-sm:hidden">
              <Sync pack={pack} />
            </Td>
            <Td className="w-px text-right max-sm:hidden">
              <Actions pack={pack} actions={actions} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Sync({ pack }: { pack: PackView }) {
  return <SyncChip itemId={pack.id} state={pack.stripePriceId ? "synced" : "waiting"} />;
}

function Actions({ pack, actions }: { pack: PackView; actions: ItemActions }) {
  return (
    <CatalogueActions
      kind="pack"
      id={pack.id}
      version={pack.version}
      name={pack.name}
      archived={pack.archivedAt !== null}
      audience={null}
      canPush
      actions={actions}
    />
  );
}

function Undercut({ pack, rates }: { pack: PackView; rates: PlanRate[] }) {
  const plans = pack.archivedAt ? [] : undercutPlans(pack, rates);
  if (plans.length === 0) return null;
  return (
    <span className="mt-1 block text-[12.5px] text-warn">
      Cheaper per credit than {plans.length === 1 ? plans[0] : `${plans.length} plans`}
    </span>
  );
}
