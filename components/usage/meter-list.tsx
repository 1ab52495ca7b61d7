import type { Route } from "next";
import Link from "next/link";
import { formatCredits } from "@/components/ui/credits";

/** Something that credits were spent on, with the color of its bar and where its name leads. */
export type Part = { key: string; name: string; color: string; spent: bigint; href?: Route };

/** The parts of what was spent, such as its meters, largest first, each with its share of `total`: by default of all parts. */
export function MeterList({ series, total = sumOf(series) }: { series: readonly Part[]; total?: bigint }) {
  return (
    <ul className="px-4 pb-4 sm:px-5">
      {series.map(({ key, name, color, spent, href }) => {
        const percent = total > 0n ? (Number(spent) / Number(total)) * 100 : 0;
        return (
          <li
            key={key}
            className="grid grid-cols-[1fr_auto_3rem] items-baseline gap-x-3 border-line border-t py-2.5 first:border-t-0"
          >
            <span className="min-w-0 wrap-anywhere">
              {href === undefined ? (
                name
              ) : (
                <Link
                  href={href}
                  scroll={false}
                  className="focus-ring rounded-sm underline decoration-line underline-offset-4 hover:decoration-current"
                >
                  {name}
                </Link>
              )}
            </span>
            <span className="font-medium">{formatCredits(spent)}</span>
            <span className="text-right text-[13px] text-faint">{percentText(percent)}</span>
            <span aria-hidden className="col-span-3 mt-1.5 block h-1 overflow-hidden rounded-full bg-sunken">
              <span className="block h-full rounded-full" style={{ width: `${percent}%`, background: color }} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}

const sumOf = (parts: readonly Part[]): bigint => parts.reduce((sum, { spent }) => sum + spent, 0n);

/** "12%"; what rounds to nothing is "<1%". */
function percentText(percent: number): string {
  return percent > 0 && percent < 1 ? "<1%" : `${Math.round(percent)}%`;
}
