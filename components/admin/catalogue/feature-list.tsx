import { ArchiveSwitch, type SetArchived } from "@/components/admin/archive-switch";
import { featureKinds, featurePeriods } from "@/components/admin/catalogue/feature-words";
import { RowLink } from "@/components/admin/row-link";
import { Chip } from "@/components/ui/chip";
import { Table, Td, Th } from "@/components/ui/table";
import type { FeatureView } from "@/lib/catalog/types";

/** Every feature that plans can limit. */
export function FeatureList({ features, setArchived }: { features: FeatureView[]; setArchived: SetArchived }) {
  return (
    <Table caption="Features">
      <thead>
        <tr>
          <Th>Feature</Th>
          <Th>Kind</Th>
          <Th className="max-sm:hidden">Unit</Th>
          <Th>
            <span className="sr-only">Actions</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {features.map(({ key, name, kind, unit, unitPlural, per, description, archivedAt }) => (
          <tr key={key} data-feature={key}>
            <Td>
              <span className="flex flex-wrap items-center gap-2">
                <RowLink href={`/admin/plans/features?edit=${encodeURIComponent(key)}`}>{name}</RowLink>
                {archivedAt ? <Chip>Archived</Chip> : null}
              </span>
              <span className="block text-[12.5px] text-faint">
                <span className="font-mono">{key}</span>
                {description ? ` · ${description}` : ""}
              </span>
            </Td>
            <Td className="text-muted">
              {featureKinds[kind]}
              {kind === "limit" ? `, ${featurePeriods[per].toLowerCase()}` : ""}
            </Td>
            <Td className="text-muted max-sm:hidden">{unit ? [unit, unitPlural].filter(Boolean).join(", ") : "–"}</Td>
            <Td className="w-px text-right">
              <ArchiveSwitch
                id={key}
                name={name}
                archived={archivedAt !== null}
                effect="It is off the list. Plans that limit it still do, and if none ever did, it is deleted."
                action={setArchived}
              />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
