import { formatCredits } from "@/components/ui/credits";
import type { Series } from "@/components/usage/usage-series";

/** The meters with their share of what was spent, largest first. */
export function MeterList({ series }: { series: Series[] }) {
  const total = series.reduce((sum, { spent }) => sum + spent, 0n);
  return (
    <ul className="px-4 pb-4 sm:px-5">
      {series.map(({ key, name, color, spent }) => {
        const percent = total > 0n ? (Number(spent) / Number(total)) * 100 : 0;
        return (
          <li
            key={key}
            className="grid grid-cols-[1fr_auto_3rem] items-baseline gap-x-3 border-line border-t py-2.5 first:border-t-0"
          >
            <span className="min-w-0 wrap-anywhere">{name}</span>
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

/** "12%"; what rounds to nothing is "<1%". */
function percentText(percent: number): string {
  return percent > 0 && percent < 1 ? "<1%" : `${Math.round(percent)}%`;
}
