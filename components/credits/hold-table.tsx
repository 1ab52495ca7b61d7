import { actorText } from "@/components/credits/entry-words";
import { Card, CardHead } from "@/components/ui/card";
import { formatCredits } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import { Table, Td, Th } from "@/components/ui/table";
import type { Hold } from "@/lib/ledger/types";

/** The open holds: for what credits are reserved, and until when. Nothing while there are none. */
export function HoldCard({ holds }: { holds: Hold[] }) {
  if (holds.length === 0) return null;
  return (
    <Card aria-label="Holds" id="holds" className="scroll-mt-20">
      <CardHead title="Holds" note="credits reserved for work in progress" />
      <Table caption="Open holds">
        <thead>
          <tr>
            <Th>For</Th>
            <Th number>Held</Th>
            <Th number>Available again</Th>
          </tr>
        </thead>
        <tbody>
          {holds.map((hold) => (
            <tr key={hold.id}>
              <Td>
                {hold.description || "Work in progress"}
                <span className="block text-[12.5px] text-faint">
                  {actorText(hold.actor)}, <DateTime at={hold.createdAt} />
                </span>
              </Td>
              <Td number className="font-medium">
                {formatCredits(hold.amount)}
              </Td>
              <Td number className="text-muted">
                <DateTime at={hold.expiresAt} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
