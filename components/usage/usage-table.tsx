import type { Route } from "next";
import Link from "next/link";
import { formatCredits } from "@/components/ui/credits";
import { cx } from "@/components/ui/cx";
import { Table, Td, Th } from "@/components/ui/table";
import { type Series, stretchName } from "@/components/usage/usage-series";
import { unitNames } from "@/components/usage/words";
import type { Stretch, UsageReport } from "@/lib/analytics/usage-report";

/** Several meters fit beside each other: their names wrap. */
const columnStyle = "whitespace-normal px-2 align-bottom last:pr-4 sm:px-3 sm:last:pr-5";

type UsageTableProps = { report: UsageReport; series: Series[]; timeZone: string };

/** The chart's numbers, newest first, without stretches in which nothing was spent. Each leads to its entries. */
export function UsageTable({ report, series, timeZone }: UsageTableProps) {
  const { stretches, unit, total } = report;
  const columns = series.length > 1 ? series : [];
  const used = stretches.filter(({ byMeter }) => byMeter.size > 0).toReversed();
  return (
    <Table caption={`Credits spent by ${unit} and meter`}>
      <thead>
        <tr>
          <Th className="align-bottom">{unitNames[unit]}</Th>
          <Th number className="align-bottom">
            Total
          </Th>
          {columns.map(({ key, name }) => (
            <Th key={key} number className={columnStyle}>
              {name}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {used.map((stretch) => (
          <tr key={stretch.from.toISOString()}>
            <Td className="whitespace-nowrap">
              <Link
                href={entriesHref(stretch)}
                prefetch={false}
                className="focus-ring rounded-sm underline decoration-line-strong underline-offset-2 hover:decoration-ink"
              >
                {stretchName(stretch, unit, timeZone)}
              </Link>
            </Td>
            <Td number>{formatCredits(stretch.spent)}</Td>
            {columns.map(({ key, of }) => (
              <Td key={key} number className={cx(columnStyle, "text-muted")}>
                {numberOrDash(of(stretch))}
              </Td>
            ))}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className="font-medium [&>td]:border-line [&>td]:border-t">
          <Td>Total</Td>
          <Td number>{formatCredits(total)}</Td>
          {columns.map(({ key, spent }) => (
            <Td key={key} number className={columnStyle}>
              {formatCredits(spent)}
            </Td>
          ))}
        </tr>
      </tfoot>
    </Table>
  );
}

function numberOrDash(credits: bigint): string {
  return credits === 0n ? "–" : formatCredits(credits).replace("-", "−");
}

function entriesHref({ first, last }: Stretch): Route {
  return `/credits?type=USAGE&from=${first}&to=${last}#history` as Route;
}
