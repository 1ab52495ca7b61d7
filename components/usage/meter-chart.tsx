import { creditsText, formatCredits } from "@/components/ui/credits";
import { type Bar, StackedBars } from "@/components/usage/stacked-bars";
import { axisTop, type Series } from "@/components/usage/usage-series";

type MeterChartProps = { bars: Bar[]; series: Series[] };

/** Spent credits as stacked bars, with an axis and a legend. The table on the page has the same numbers. */
export function MeterChart({ bars, series }: MeterChartProps) {
  const highest = bars.reduce<Bar | null>((one, bar) => (bar.total > (one?.total ?? 0) ? bar : one), null);
  const top = axisTop(highest?.total ?? 0);
  return (
    <figure className="flex flex-1 flex-col px-4 pb-4 sm:px-5">
      <figcaption className="sr-only">
        Credits spent by meter. {highest ? `The most is ${creditsText(highest.total)}, ${highest.name}.` : ""} The table
        below has every number.
      </figcaption>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-[13px] text-muted">
        {series.map(({ key, name, color }) => (
          <li key={key} className="inline-flex items-center gap-1.5">
            <span aria-hidden className="size-2 rounded-full" style={{ background: color }} /> {name}
          </li>
        ))}
      </ul>
      <div aria-hidden className="relative mt-5 min-h-52 flex-1">
        <GridLine at="0%" label={formatCredits(top)} />
        {top > 1 ? <GridLine at="50%" label={formatCredits(top / 2)} /> : null}
        <GridLine at="100%" label="" />
        <StackedBars bars={bars} top={top} />
      </div>
      <div aria-hidden className="mt-1.5 flex justify-between text-[12px] text-faint">
        <span>{bars[0]?.name}</span>
        <span>{bars.length > 1 ? bars.at(-1)?.name : ""}</span>
      </div>
    </figure>
  );
}

/** Decorative, and faint so that the bars stand out: the labels, the hints and the table have the numbers. */
function GridLine({ at, label }: { at: string; label: string }) {
  return (
    <div className="absolute inset-x-0 border-line border-t" style={{ top: at }}>
      {label ? <span className="absolute -top-[18px] left-0 text-[11px] text-faint leading-4">{label}</span> : null}
    </div>
  );
}
