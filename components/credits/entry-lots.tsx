import Link from "next/link";
import { lotName } from "@/components/credits/balance-snapshot";
import { overdraftText } from "@/components/credits/entry-words";
import { lotEnd } from "@/components/credits/lot-end";
import { Card, CardHead } from "@/components/ui/card";
import { formatCredits, SignedCredits } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import { Table, Td, Th } from "@/components/ui/table";
import type { EntryDetail } from "@/lib/ledger/entry-detail";
import { overdraftOf } from "@/lib/ledger/entry-overdraft";
import type { Lot } from "@/lib/ledger/types";

/** Which credits an entry took or added, lot by lot, and what was owed. The amounts add up to the entry's. */
export function EntryLots({ detail: { entry, lots }, refillAt }: { detail: EntryDetail; refillAt: Date | null }) {
  const byId = new Map(lots.map((lot) => [lot.id, lot]));
  return (
    <Card aria-label="Credits">
      <CardHead title="Credits" note="which ones, in the order they moved" />
      <Table caption="Credits of this entry, lot by lot">
        <thead>
          <tr>
            <Th>Source</Th>
            <Th number>This entry</Th>
            <Th number>Left now</Th>
            <Th number className="hidden sm:table-cell">
              Expires
            </Th>
          </tr>
        </thead>
        <tbody>
          {entry.allocations.map((one, nth) => {
            if ("debt" in one) {
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: the allocations of an entry never change
                <tr key={nth}>
                  <Td>{one.debt < 0n ? owedText(entry) : "Paid what was owed"}</Td>
                  <Td number>
                    <SignedCredits amount={one.debt} />
                  </Td>
                  <Td number>–</Td>
                  <Td number className="hidden sm:table-cell">
                    –
                  </Td>
                </tr>
              );
            }
            const lot = byId.get(one.lot);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: the allocations of an entry never change
              <tr key={nth}>
                <Td>
                  {lot ? (
                    <Link
                      href={`/credits/explain#lot-${lot.id}`}
                      className="focus-ring rounded-md underline decoration-line-strong underline-offset-4 hover:decoration-ink"
                    >
                      {lot.description || lotName(lot.kind)}
                    </Link>
                  ) : (
                    "Earlier credits"
                  )}
                  {lot ? (
                    <span className="block text-[12.5px] text-faint">
                      {lotName(lot.kind)}, <DateTime at={lot.effectiveAt} show="day" />
                    </span>
                  ) : null}
                </Td>
                <Td number>
                  <SignedCredits amount={one.amount} />
                </Td>
                <Td number>{lot ? `${formatCredits(lot.remaining)} of ${formatCredits(lot.amount)}` : "–"}</Td>
                <Td number className="hidden text-muted sm:table-cell">
                  <End lot={lot} refillAt={refillAt} />
                </Td>
              </tr>
            );
          })}
        </tbody>
      </Table>
    </Card>
  );
}

function owedText(entry: EntryDetail["entry"]): string {
  const over = overdraftOf(entry);
  return over > 0n ? overdraftText(over) : "Owed";
}

/** Nothing expires of a lot that is empty. */
function End({ lot, refillAt }: { lot: Lot | undefined; refillAt: Date | null }) {
  if (!lot || lot.remaining === 0n) return "–";
  const end = lotEnd(lot, refillAt);
  return end ? <DateTime at={end} show="day" /> : "never";
}
