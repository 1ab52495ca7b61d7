import { Fragment } from "react";
import { creditsText, formatCredits } from "@/components/ui/credits";
import { cx } from "@/components/ui/cx";

export type Bar = {
  key: string;
  /** What it stands for: "24 Nov". */
  name: string;
  /** Credits, from the bottom up. */
  parts: { name: string; color: string; credits: number }[];
  total: number;
  isFaint?: boolean;
};

type StackedBarsProps = {
  bars: Bar[];
  /** The credits of a bar as high as the chart. */
  top: number;
};

// Of 128 pixels, three.
const SMALLEST_PERCENT = 2.4;
const GAP = 0.14;

/**
 * Bars as an SVG that fills its box. Pointing at one shows its numbers; for everyone else they are in the table that stands
 * beside every chart.
 */
export function StackedBars({ bars, top }: StackedBarsProps) {
  const width = 100 / Math.max(bars.length, 1);
  return (
    <div aria-hidden className="absolute inset-0">
      <svg aria-hidden="true" width="100%" height="100%" className="absolute inset-0 overflow-visible">
        {bars.map((bar, index) => (
          <g key={bar.key} opacity={bar.isFaint ? 0.5 : 0.95}>
            {partsFromBottom(bar, top).map((part) => (
              <rect
                key={part.name}
                x={`${(index + GAP / 2) * width}%`}
                width={`${(1 - GAP) * width}%`}
                y={`${100 - part.from - part.height}%`}
                height={`${part.height}%`}
                rx={bar.parts.length > 1 ? 0 : 2}
                fill={part.color}
              />
            ))}
          </g>
        ))}
      </svg>
      <div className="absolute inset-0 flex">
        {bars.map((bar, index) => (
          <Hint key={bar.key} bar={bar} isLeft={index < bars.length / 2} />
        ))}
      </div>
    </div>
  );
}

/** The height of each part in percent, and where it begins. What was spent is at least a few pixels high. */
function partsFromBottom(
  { parts, total }: Bar,
  top: number,
): { name: string; color: string; from: number; height: number }[] {
  const shown = parts.filter(({ credits }) => credits > 0);
  const sum = shown.reduce((all, { credits }) => all + credits, 0);
  if (total <= 0 || sum === 0 || top <= 0) return [];
  const height = Math.max(SMALLEST_PERCENT, (total / top) * 100);
  let from = 0;
  return shown.map(({ name, color, credits }) => {
    const part = { name, color, from, height: (credits / sum) * height };
    from += part.height;
    return part;
  });
}

function Hint({ bar, isLeft }: { bar: Bar; isLeft: boolean }) {
  const shown = bar.parts.filter(({ credits }) => credits !== 0);
  return (
    <span className="group relative h-full flex-1">
      <span className="absolute inset-0 hidden bg-ink/5 group-hover:block" />
      <span
        className={cx(
          "pointer-events-none absolute top-0 z-10 hidden whitespace-nowrap rounded-md border border-line-strong bg-raised px-2.5 py-1.5 text-[13px] group-hover:block",
          isLeft ? "left-full ml-1" : "right-full mr-1",
        )}
      >
        <span className="text-muted">{bar.name}</span> {creditsText(bar.total)}
        {shown.length > 1 ? (
          <span className="mt-1 grid grid-cols-[auto_1fr_auto] items-center gap-x-2 text-muted">
            {shown.toReversed().map((part) => (
              <Fragment key={part.name}>
                <span className="size-2 rounded-full" style={{ background: part.color }} />
                <span>{part.name}</span>
                <span className="text-right">{formatCredits(part.credits)}</span>
              </Fragment>
            ))}
          </span>
        ) : null}
      </span>
    </span>
  );
}
