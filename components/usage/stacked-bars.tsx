import { Fragment } from "react";
import { creditsText, formatCredits } from "@/components/ui/credits";

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
// The corners of a bar without parts are rounded by an outline, which is a pixel wide on either side.
const GAP_OF_ROUNDED = 0.24;

/**
 * Bars as an SVG that fills its box: one path for all parts of a color, since a page carries every element twice, as HTML and
 * as data. Pointing at a bar shows its numbers; for everyone else they are in the table or list that stands beside every chart.
 */
export function StackedBars({ bars, top }: StackedBarsProps) {
  return (
    <div aria-hidden className="absolute inset-0">
      <svg
        aria-hidden="true"
        viewBox="0 0 100 100"
        preserveAspectRatio="none"
        className="absolute inset-0 size-full overflow-visible"
      >
        {pathsOf(bars, top).map(({ color, isFaint, isRounded, d }) => (
          <path
            key={color + String(isFaint)}
            d={d}
            fill={color}
            opacity={isFaint ? 0.5 : 0.95}
            {...(isRounded && {
              stroke: color,
              strokeWidth: 2,
              strokeLinejoin: "round",
              vectorEffect: "non-scaling-stroke",
            })}
          />
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

type Path = { color: string; isFaint: boolean; isRounded: boolean; d: string };

/** The rectangles of each color, in percent of the box. */
function pathsOf(bars: readonly Bar[], top: number): Path[] {
  const width = 100 / Math.max(bars.length, 1);
  const paths = new Map<string, Path>();
  for (const [index, bar] of bars.entries()) {
    const isRounded = bar.parts.length === 1;
    const gap = isRounded ? GAP_OF_ROUNDED : GAP;
    const isFaint = bar.isFaint ?? false;
    const [x, across] = [short((index + gap / 2) * width), short((1 - gap) * width)];
    for (const { color, from, height } of partsFromBottom(bar, top)) {
      const path = paths.get(color + isFaint) ?? { color, isFaint, isRounded, d: "" };
      path.d += `M${x} ${short(100 - from - height)}h${across}v${short(height)}h-${across}z`;
      paths.set(color + isFaint, path);
    }
  }
  return [...paths.values()];
}

/** To a fiftieth of a pixel on a wide screen. */
const short = (percent: number): number => Math.round(percent * 1_000) / 1_000;

type Part = { color: string; from: number; height: number };

/** The height of each part in percent, and where it begins. What was spent is at least a few pixels high. */
function partsFromBottom({ parts, total }: Bar, top: number): Part[] {
  const shown = parts.filter(({ credits }) => credits > 0);
  const sum = shown.reduce((all, { credits }) => all + credits, 0);
  if (total <= 0 || sum === 0 || top <= 0) return [];
  const height = Math.max(SMALLEST_PERCENT, (total / top) * 100);
  let from = 0;
  return shown.map(({ color, credits }) => {
    const part = { color, from, height: (credits / sum) * height };
    from += part.height;
    return part;
  });
}

function Hint({ bar, isLeft }: { bar: Bar; isLeft: boolean }) {
  const shown = bar.parts.filter(({ credits }) => credits !== 0);
  const side = isLeft ? "right" : "left";
  if (shown.length < 2)
    return <span className="bar-hint" data-side={side} data-hint={`${bar.name}  ${creditsText(bar.total)}`} />;
  return (
    <span className="bar-hint" data-side={side}>
      <span>
        <span className="text-muted">{bar.name}</span> {creditsText(bar.total)}
        <span className="mt-1 grid grid-cols-[auto_1fr_auto] items-center gap-x-2 text-muted">
          {shown.toReversed().map((part) => (
            <Fragment key={part.name}>
              <span className="size-2 rounded-full" style={{ background: part.color }} />
              <span>{part.name}</span>
              <span className="text-right">{formatCredits(part.credits)}</span>
            </Fragment>
          ))}
        </span>
      </span>
    </span>
  );
}
