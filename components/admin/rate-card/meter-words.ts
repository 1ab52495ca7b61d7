import { creditsText, formatCredits } from "@/components/ui/credits";
import type { MeterView, Rounding } from "@/lib/catalog/types";
import { plural } from "@/lib/format/plural";
import { formatPreciseMoney } from "@/lib/format/precise-money";

export const roundings: Record<Rounding, string> = { UP: "Up", NEAREST: "To the nearest, halves up", DOWN: "Down" };

type Rated = Pick<MeterView, "credits" | "perUnits" | "unit">;

/** 1 credit per 10,000 tokens. */
export function rateText({ credits, perUnits, unit }: Rated): string {
  return `${creditsText(credits)} per ${unitsText(perUnits, unit)}`;
}

/** 1 token, 10,000 tokens. */
export function unitsText(count: bigint | number, unit: string): string {
  return BigInt(count) === 1n ? unit : `${formatCredits(count)} ${plural(unit)}`;
}

/** $0.003 per 10,000 tokens; a dash when it is unknown. */
export function costText({ cost, perUnits, unit }: Rated & Pick<MeterView, "cost">): string {
  return cost ? `${formatPreciseMoney(cost.micros, cost.currency)} per ${unitsText(perUnits, unit)}` : "–";
}

/** A meter as the initial values of its form. */
export function meterFormValues(meter: MeterView, costMoney: string): Record<string, string> {
  return {
    key: meter.key,
    name: meter.name,
    description: meter.description,
    unit: meter.unit,
    credits: String(meter.credits),
    perUnits: String(meter.perUnits),
    rounding: meter.rounding,
    minimumCredits: String(meter.minimumCredits),
    cost: costMoney,
    costCurrency: meter.cost?.currency ?? "",
    sortOrder: String(meter.sortOrder),
  };
}
