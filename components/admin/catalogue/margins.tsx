import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { isCurrency } from "@/lib/format/currencies";
import { formatMoney, formatUnitPrice, parseMoney } from "@/lib/format/money";
import { wholeNumber } from "@/lib/format/whole-number";

/** What the form of a plan says of its money so far. Null is empty or not yet a number. */
export type TypedPlan = {
  currency: string;
  credits: number | null;
  costCents: number | null;
  month: number | null;
  year: number | null;
};

/** Reads the values of a plan's form as they are typed. */
export function typedPlan(values: Record<string, unknown>): TypedPlan {
  const text = (name: string) => String(values[name] ?? "").trim();
  const currency = text("currency").toLowerCase();
  const money = (name: string) => (isCurrency(currency) && text(name) !== "" ? parseMoney(text(name), currency) : null);
  const credits = wholeNumber(text("creditsPerMonth"));
  return {
    currency,
    credits: credits === null ? null : Number(credits),
    costCents: money("estimatedCostCents"),
    month: money("prices.month"),
    year: money("prices.year"),
  };
}

export type Margin = { per: "month" | "year"; amountCents: number; marginCents: number; percent: number };

/** What is left of each price when every credit is spent, for a plan with a cost. */
export function marginsOf({ costCents, month, year }: TypedPlan): Margin[] {
  if (costCents === null) return [];
  const margin = (per: Margin["per"], amountCents: number | null, months: number): Margin[] => {
    if (amountCents === null || amountCents === 0) return [];
    const marginCents = amountCents - costCents * months;
    return [{ per, amountCents, marginCents, percent: Math.round((marginCents / amountCents) * 100) }];
  };
  return [...margin("month", month, 1), ...margin("year", year, 12)];
}

/** The cost and price of a credit, and the margin of each price, while the plan is typed. */
export function Margins({ plan }: { plan: TypedPlan }) {
  const { currency, credits, costCents } = plan;
  const margins = marginsOf(plan);
  if (costCents === null || !credits) return null;
  return (
    <dl aria-label="Margin" className="grid gap-2 rounded-card bg-sunken px-4 py-3 text-[13px] sm:col-span-2">
      <Line name="A credit costs you">{formatUnitPrice(costCents, currency, credits)}</Line>
      {margins.map(({ per, amountCents, marginCents, percent }) => (
        <Line key={per} name={`Margin per ${per}, every credit spent`}>
          <span className={cx("font-medium", marginCents < 0 && "text-danger")}>
            {formatMoney(marginCents, currency)}, {percent} %
          </span>{" "}
          <span className="text-muted">
            at {formatUnitPrice(amountCents, currency, credits * (per === "year" ? 12 : 1))} a credit
          </span>
        </Line>
      ))}
    </dl>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap justify-between gap-x-4">
      <dt className="text-muted">{name}</dt>
      <dd className="text-right">{children}</dd>
    </div>
  );
}
