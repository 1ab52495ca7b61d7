import type { PlanChoice } from "@/components/calculator/best-plans";
import { moneyOf, monthText, packName } from "@/components/calculator/choice-words";
import { formatCredits } from "@/components/ui/credits";

type SumProps = { choice: PlanChoice; currency: string };

/** What a choice costs in a year, line by line. */
export function Sum({ choice, currency }: SumProps) {
  const { plan, packs } = choice;
  return (
    <table className="w-full border-collapse">
      <caption className="sr-only">What it costs</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">For</th>
          <th scope="col">A year</th>
        </tr>
      </thead>
      <tbody>
        {plan ? (
          <Line
            name={`${plan.offered.name} plan`}
            note={`${formatCredits(plan.creditsPerMonth)} credits a month`}
            times={
              plan.amountCents > 0
                ? `${plan.interval === "YEAR" ? 1 : 12} × ${moneyOf(BigInt(plan.amountCents), currency)}`
                : "free"
            }
            total={moneyOf(choice.planCents, currency)}
          />
        ) : null}
        {packs.map(({ pack, count }) => (
          <Line
            key={pack.offered.id}
            name={`${packName(pack)} pack`}
            note={pack.offered.bonusCredits > 0 ? `with ${formatCredits(pack.offered.bonusCredits)} bonus` : "one-time"}
            times={`${formatCredits(count)} × ${moneyOf(BigInt(pack.amountCents), currency)}`}
            total={moneyOf(BigInt(pack.amountCents) * count, currency)}
          />
        ))}
      </tbody>
      <tfoot>
        <Total name="A year" amount={moneyOf(choice.yearCents, currency)} />
        <Total name="A month on average" amount={monthText(choice, currency)} />
      </tfoot>
    </table>
  );
}

function Line({ name, note, times, total }: Record<"name" | "note" | "times" | "total", string>) {
  return (
    <tr className="border-line border-b">
      <th scope="row" className="py-2.5 pr-3 text-left font-normal">
        {name}
        <span className="block text-[12.5px] text-faint">
          {note} · {times}
        </span>
      </th>
      <td className="py-2.5 text-right align-top">{total}</td>
    </tr>
  );
}

function Total({ name, amount }: { name: string; amount: string }) {
  return (
    <tr className="font-medium">
      <th scope="row" className="pt-2.5 pr-3 text-left font-medium">
        {name}
      </th>
      <td className="pt-2.5 text-right">{amount}</td>
    </tr>
  );
}
