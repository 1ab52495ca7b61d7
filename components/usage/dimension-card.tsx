import type { Route } from "next";
import { Card, CardHead } from "@/components/ui/card";
import { SegmentedLinks } from "@/components/ui/segmented-links";
import { MeterList, type Part } from "@/components/usage/meter-list";
import { usageHref } from "@/components/usage/usage-filter";
import type { UsageRange } from "@/components/usage/usage-range";
import { dimensionNames, words } from "@/components/usage/words";
import type { Dimension, DimensionUsage, SpendFilter } from "@/lib/ledger/spent";

const SHOWN = 8;

type DimensionCardProps = {
  /** Those that spends name. */
  choices: readonly Dimension[];
  chosen: Dimension;
  usage: readonly DimensionUsage[];
  /** What was spent in all. */
  total: bigint;
  range: UsageRange;
  filter: SpendFilter;
};

/** What was spent by model, member, project, run or tag, as the caller named them; each leads to its filter. */
export function DimensionCard({ choices, chosen, usage, total, range, filter }: DimensionCardProps) {
  return (
    <Card aria-label="What it was for" id="what-for" className="scroll-mt-20">
      <CardHead
        title="What it was for"
        note={chosen === "tags" ? words.tags : undefined}
        action={
          <SegmentedLinks
            label="Group by"
            className="flex-wrap"
            choices={choices.map((dimension) => ({
              href: usageHref(range, filter, dimension),
              label: dimensionNames[dimension],
              isChosen: dimension === chosen,
            }))}
          />
        }
      />
      <MeterList
        series={partsOf(usage, (value) => usageHref(range, { ...filter, [chosen]: value }, chosen))}
        total={total}
      />
    </Card>
  );
}

/** The dimension that the address names, if spends name it too; otherwise the first one that they name. */
export function chosenDimension(asked: unknown, choices: readonly Dimension[]): Dimension | null {
  return choices.find((dimension) => dimension === asked) ?? choices[0] ?? null;
}

function partsOf(usage: readonly DimensionUsage[], hrefOf: (value: string) => Route): Part[] {
  const own = usage.length > SHOWN + 1 ? usage.slice(0, SHOWN) : usage;
  const rest = usage.slice(own.length);
  const color = "var(--accent)";
  const parts = own.map(({ value, spent }) => ({
    key: value === null ? "none" : `value ${value}`,
    name: value ?? words.notNamed,
    color: value === null ? "var(--held)" : color,
    spent,
    ...(value !== null && { href: hrefOf(value) }),
  }));
  if (rest.length === 0) return parts;
  const spent = rest.reduce((sum, one) => sum + one.spent, 0n);
  return [...parts, { key: "rest", name: words.others(rest.length), color: "var(--held)", spent }];
}
