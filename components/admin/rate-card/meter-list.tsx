import { ArchiveSwitch, type SetArchived } from "@/components/admin/archive-switch";
import { costText, rateText, roundings } from "@/components/admin/rate-card/meter-words";
import { RowLink } from "@/components/admin/row-link";
import { Chip } from "@/components/ui/chip";
import { creditsText } from "@/components/ui/credits";
import { Table, Td, Th } from "@/components/ui/table";
import type { MeterView } from "@/lib/catalog/types";

/** Every meter at its current rate. */
export function MeterList({ meters, setArchived }: { meters: MeterView[]; setArchived: SetArchived }) {
  return (
    <Table caption="Meters">
      <thead>
        <tr>
          <Th>Meter</Th>
          <Th>Rate</Th>
          <Th>Rounding</Th>
          <Th>Minimum</Th>
          <Th>Your cost</Th>
          <Th>
            <span className="sr-only">Actions</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {meters.map((meter) => (
          <tr key={meter.id} data-meter={meter.key}>
            <Td>
              <span className="flex flex-wrap items-center gap-2">
                <RowLink href={`/admin/rate-card/${meter.id}`}>{meter.name}</RowLink>
                {meter.archivedAt ? <Chip>Archived</Chip> : null}
              </span>
              <span className="block text-[12.5px] text-faint">
                <span className="font-mono">{meter.key}</span> · version {meter.version}
              </span>
            </Td>
            <Td className="min-w-36">{rateText(meter)}</Td>
            <Td className="text-muted">{roundings[meter.rounding]}</Td>
            <Td className="text-muted">{creditsText(meter.minimumCredits)}</Td>
            <Td className="text-muted">{costText(meter)}</Td>
            <Td className="w-px text-right">
              <ArchiveSwitch
                id={meter.id}
                name={meter.name}
                version={meter.version}
                archived={meter.archivedAt !== null}
                effect="Spends by this meter are refused from now on. Past spends stay. You can restore it at any time."
                action={setArchived}
              />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
