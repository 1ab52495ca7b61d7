import type { Route } from "next";
import { lotColour, lotName } from "@/components/credits/balance-snapshot";
import { EntryLink } from "@/components/credits/entry-link";
import { lotEnd } from "@/components/credits/lot-end";
import { Chip } from "@/components/ui/chip";
import { formatCredits } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import { Level } from "@/components/ui/level";
import { Table, Td, Th } from "@/components/ui/table";
import type { Lot } from "@/lib/ledger/types";

type LotTableProps = {
  lots: Lot[];
  /** The next refill, unless it is due already. */
  refillAt: Date | null;
  /** Where it says what a lot was spent on; without it the rows lead nowhere. */
  hrefOf?: (lot: Lot) => Route;
};

/** The user's credits, lot by lot: what is left and when it expires. */
export function LotTable({ lots, refillAt, hrefOf }: LotTableProps) {
  return (
    <Table caption="Your credits, lot by lot">
      <thead>
        <tr>
          <Th>Source</Th>
          <Th number>Left</Th>
          <Th number className="max-sm:hidden">
            Expires
          </Th>
        </tr>
      </thead>
      <tbody>
        {lots.map((lot) => (
          <tr key={lot.id} className="relative has-[a:hover]:bg-sunken">
            <Td>
              <span className="flex gap-3">
                <Level
                  share={Number(lot.remaining) / Number(lot.amount)}
                  tone={lot.frozenAt ? "hatch" : lotColour(lot.kind)}
                  className="mt-0.5 h-8 w-2.5"
                />
                <span>
                  <EntryLink href={hrefOf?.(lot) ?? null}>{lot.description || lotName(lot.kind)}</EntryLink>
                  <span className="block text-[12.5px] text-faint">
                    {lotName(lot.kind)}, <DateTime at={lot.effectiveAt} show="day" />
                  </span>
                  <span className="block text-[12.5px] text-faint sm:hidden">
                    <End lot={lot} refillAt={refillAt} name="expires" />
                  </span>
                </span>
                {lot.frozenAt ? <Chip tone="warn">Frozen</Chip> : null}
              </span>
            </Td>
            <Td number>
              <span className="font-medium">{formatCredits(lot.remaining)}</span>
              <span className="block text-[12.5px] text-faint">
                of {formatCredits(lot.amount)}
                {lot.held > 0n ? `, ${formatCredits(lot.held)} held` : ""}
              </span>
            </Td>
            <Td number className="text-muted max-sm:hidden">
              <End lot={lot} refillAt={refillAt} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function End({ lot, refillAt, name = "" }: { lot: Lot; refillAt: Date | null; name?: string }) {
  const end = lotEnd(lot, refillAt);
  if (!end) return `never ${name}`;
  return (
    <>
      {name} <DateTime at={end} show="day" />
    </>
  );
}
