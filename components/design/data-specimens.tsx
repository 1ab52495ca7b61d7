import { Specimen, SpecimenGroup } from "@/components/design/specimen";
import { Button } from "@/components/ui/button";
import { Card, CardHead } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { creditsText, SignedCredits } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import { Pager } from "@/components/ui/pager";
import { SideScroll } from "@/components/ui/side-scroll";
import { Table, Td, Th } from "@/components/ui/table";

const AT = "2026-11-24T09:30:00Z";
const ROWS = [
  { what: "Refill, Pro", amount: 400, chip: "paid" },
  { what: "A description that is much longer than all the others, to see what the table does", amount: -18, chip: "" },
  { what: "Nothing", amount: 0, chip: "" },
];

/** What shows data: cards, tables, numbers and dates. */
export function DataSpecimens() {
  return (
    <SpecimenGroup title="Data">
      <Card>
        <CardHead title="A card with a table" note="and a note" action={<Button size="small">Action</Button>} />
        <Table caption="Specimen">
          <thead>
            <tr>
              <Th>What</Th>
              <Th>When</Th>
              <Th number>Credits</Th>
            </tr>
          </thead>
          <tbody>
            {ROWS.map(({ what, amount, chip }) => (
              <tr key={what}>
                <Td className="min-w-48">
                  {what} {chip ? <Chip tone="good">{chip}</Chip> : null}
                </Td>
                <Td className="whitespace-nowrap">
                  <DateTime at={AT} />
                </Td>
                <Td number>
                  <SignedCredits amount={amount} />
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
        <Pager pathname="/design" query={{}} cursor="newer" nextCursor="older" />
      </Card>
      <Specimen name="dates and numbers">
        <DateTime at={AT} show="day" />
        <DateTime at={AT} show="short" />
        <span>{creditsText(1)}</span>
        <span>{creditsText(1_284)}</span>
      </Specimen>
      <Specimen name="side scroll" wide>
        <SideScroll label="Wide content">
          <p className="w-[1600px] rounded-card border border-line bg-surface px-4 py-3">
            Content that is wider than every window, and scrolls in its own box.
          </p>
        </SideScroll>
      </Specimen>
    </SpecimenGroup>
  );
}
