import type { Route } from "next";
import Link from "next/link";
import { percent } from "@/components/admin/overview/words";
import { creditsText, formatCredits } from "@/components/ui/credits";
import { cx } from "@/components/ui/cx";
import { Table, Td, Th } from "@/components/ui/table";
import type { Amount, SpendMargin } from "@/lib/analytics/metrics/spend-margins";
import { formatMoney } from "@/lib/format/money";

export type NamedMargin = SpendMargin & { name: string; href?: Route };

/** Five columns have room on a phone. */
const NARROW = "max-sm:px-2";

type MarginTableProps = { caption: string; of: string; rows: readonly NamedMargin[] };

/** What was earned with what customers, or models, spent, and what it cost. */
export function MarginTable({ caption, of, rows }: MarginTableProps) {
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <Th className={NARROW}>{of}</Th>
          <Th number className="max-sm:hidden">
            Credits
          </Th>
          <Th number className={NARROW}>
            Revenue
          </Th>
          <Th number className={NARROW}>
            Cost
          </Th>
          <Th number className={NARROW}>
            Margin
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, href, credits, revenue, cost, isCostPartial, margin }) => (
          <tr key={key ?? ""}>
            <Td className={cx(NARROW, "wrap-anywhere")}>
              {href ? (
                <Link href={href} className="focus-ring rounded-sm underline decoration-line underline-offset-4">
                  {name}
                </Link>
              ) : (
                name
              )}
              <span className="block text-[13px] text-faint sm:hidden">{creditsText(credits)}</span>
            </Td>
            <Td number className="max-sm:hidden">
              {formatCredits(credits)}
            </Td>
            <Td className={cx(NARROW, "text-right")}>{amountsText(revenue) || "None"}</Td>
            <Td className={cx(NARROW, "text-right")}>{costText(cost, isCostPartial)}</Td>
            <Td className={cx(NARROW, "text-right")}>{margin === null ? "Unknown" : percent(margin)}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** "Unknown" rather than nothing where no cost is set. */
function costText(cost: readonly Amount[], isCostPartial: boolean): string {
  const known = amountsText(cost);
  if (isCostPartial) return known ? `${known} and unknown` : "Unknown";
  return known || "None";
}

const amountsText = (amounts: readonly Amount[]): string =>
  amounts.map(({ currency, cents }) => formatMoney(Number(cents), currency)).join(" + ");
