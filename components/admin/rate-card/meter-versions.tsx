import { costText, rateText, roundings } from "@/components/admin/rate-card/meter-words";
import { creditsText } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import { Table, Td, Th } from "@/components/ui/table";
import type { MeterView } from "@/lib/catalog/types";

/** The history of a meter's rate, newest first. */
export function MeterVersions({ versions }: { versions: (MeterView & { createdAt: Date })[] }) {
  return (
    <Table caption="Versions">
      <thead>
        <tr>
          <Th>Version</Th>
          <Th>Rate</Th>
          <Th>Rounding</Th>
          <Th>Minimum</Th>
          <Th>Your cost</Th>
          <Th number>Since</Th>
        </tr>
      </thead>
      <tbody>
        {versions.map((version) => (
          <tr key={version.version}>
            <Td className="font-medium">{version.version}</Td>
            <Td className="min-w-36">{rateText(version)}</Td>
            <Td className="text-muted">{roundings[version.rounding]}</Td>
            <Td className="text-muted">{creditsText(version.minimumCredits)}</Td>
            <Td className="text-muted">{costText(version)}</Td>
            <Td number className="text-muted">
              <DateTime at={version.createdAt} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
