import { entryTitle, entryWhy } from "@/components/credits/entry-words";
import { formatCredits, SignedCredits } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import { Table, Td, Th } from "@/components/ui/table";
import type { EntrySource } from "@/lib/ledger/entry-sources";
import type { Entry } from "@/lib/ledger/types";

/** Ledger entries, newest first: time, reason, amount and the balance after. */
export function EntryTable({ entries, sources }: { entries: Entry[]; sources: Map<string, EntrySource> }) {
  return (
    <Table caption="Ledger entries">
      <thead>
        <tr>
          <Th className="hidden w-48 sm:table-cell">When</Th>
          <Th>Description</Th>
          <Th number>Credits</Th>
          <Th number>Balance</Th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={String(entry.seq)} data-entry={entry.type}>
            <Td className="hidden whitespace-nowrap text-faint sm:table-cell">
              <DateTime at={entry.createdAt} />
            </Td>
            <Td>
              {entryTitle(entry)}
              <span className="block text-[12.5px] text-faint">{entryWhy(entry, sources)}</span>
              <span className="block text-[12.5px] text-faint sm:hidden">
                <DateTime at={entry.createdAt} />
              </span>
            </Td>
            <Td number>
              <SignedCredits amount={entry.amount} />
            </Td>
            <Td number className="text-muted">
              {formatCredits(entry.balanceAfter).replace("-", "−")}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
