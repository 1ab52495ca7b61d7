import { lotName } from "@/components/credits/balance-snapshot";
import { Chip } from "@/components/ui/chip";
import { formatCredits } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import { Table, Td, Th } from "@/components/ui/table";
import type { Lot } from "@/lib/ledger/types";

/** The credits that a payment granted, lot by lot. */
export function GrantedLots({ lots }: { lots: Lot[] }) {
  return (
    <Table caption="Credits granted">
      <thead>
        <tr>
          <Th>Lot</Th>
          <Th number>Granted</Th>
          <Th number>Left</Th>
          <Th number className="max-sm:hidden">
            From
          </Th>
          <Th number className="max-sm:hidden">
            Expires
          </Th>
        </tr>
      </thead>
      <tbody>
        {lots.map((lot) => (
          <tr key={lot.id}>
            <Td>
              <span className="flex flex-wrap items-center gap-2">
                {lot.description || lotName(lot.kind)}
                {lot.frozenAt ? <Chip tone="warn">Frozen</Chip> : null}
              </span>
              <span className="block text-[12.5px] text-faint">{lotName(lot.kind)}</span>
              <span className="block text-[12.5px] text-faint sm:hidden">
                from <DateTime at={lot.effectiveAt} show="day" />,{" "}
                {lot.expiresAt ? (
                  <>
                    expires <DateTime at={lot.expiresAt} show="day" />
                  </>
                ) : (
                  "never expires"
                )}
              </span>
            </Td>
            <Td number className="font-medium">
              {formatCredits(lot.amount)}
            </Td>
            <Td number>{formatCredits(lot.remaining)}</Td>
            <Td number className="text-muted max-sm:hidden">
              <DateTime at={lot.effectiveAt} show="day" />
            </Td>
            <Td number className="text-muted max-sm:hidden">
              {lot.expiresAt ? <DateTime at={lot.expiresAt} show="day" /> : "never"}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
