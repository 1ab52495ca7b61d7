import type { PlanChoice } from "@/components/calculator/best-plans";
import { moneyOf, monthText, packNames } from "@/components/calculator/choice-words";
import { Card, CardHead } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { Table, Td, Th } from "@/components/ui/table";

/** Every plan with the packs that it would need, cheapest first. */
export function ChoiceTable({ choices, currency }: { choices: PlanChoice[]; currency: string }) {
  return (
    <Card aria-label="All plans with this usage">
      <CardHead title="All plans" note="with this usage, cheapest first" />
      <Table caption="All plans with this usage">
        <thead>
          <tr>
            <Th>Plan</Th>
            <Th className="hidden sm:table-cell">Packs in a year</Th>
            <Th number>A year</Th>
            <Th number>A month</Th>
          </tr>
        </thead>
        <tbody>
          {choices.map((choice, index) => (
            <tr key={choice.plan?.offered.id ?? "packs"}>
              <Td className="whitespace-nowrap">
                {choice.plan?.offered.name ?? "Packs only"} {index === 0 ? <Chip tone="good">Cheapest</Chip> : null}
                {packNames(choice.packs).map((name) => (
                  <span key={name} className="block text-[12.5px] text-faint sm:hidden">
                    + {name}
                  </span>
                ))}
              </Td>
              <Td className="hidden text-muted sm:table-cell">
                {choice.packs.length > 0
                  ? packNames(choice.packs).map((name) => (
                      <span key={name} className="block whitespace-nowrap">
                        {name}
                      </span>
                    ))
                  : "none"}
              </Td>
              <Td number>{moneyOf(choice.yearCents, currency)}</Td>
              <Td number>{monthText(choice, currency)}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
