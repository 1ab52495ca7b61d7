import type { BarPart } from "@/components/docs/guides/guide";
import { formatCredits } from "@/components/ui/credits";
import { cx } from "@/components/ui/cx";

const FILL: Record<BarPart["kind"], string> = {
  plan: "bg-plan",
  pack: "bg-pack",
  promo: "bg-promo",
  referral: "bg-referral",
  held: "hatch",
};

type BarFigureProps = { caption: string; bars: { name: string; parts: BarPart[] }[] };

/** Balances as bars of one scale, with their numbers beside them. */
export function BarFigure({ caption, bars }: BarFigureProps) {
  const totals = bars.map(({ parts }) => parts.reduce((sum, { credits }) => sum + credits, 0));
  const whole = Math.max(...totals);
  return (
    <figure className="grid gap-4 rounded-card border border-line bg-surface px-4 py-4 sm:px-5">
      {bars.map(({ name, parts }) => (
        <div key={name} className="grid gap-1.5">
          <p className="flex flex-wrap items-baseline justify-between gap-x-4 text-[13px]">
            <span className="font-medium text-ink">{name}</span>
            <span className="flex flex-wrap gap-x-4">
              {shown(parts).map((part) => (
                <span key={part.name} className="inline-flex items-center gap-1.5 text-muted">
                  <span aria-hidden className={cx("size-2.5 rounded-[3px]", FILL[part.kind])} />
                  {part.name} <span className="font-medium text-ink">{formatCredits(part.credits)}</span>
                </span>
              ))}
            </span>
          </p>
          <div aria-hidden className="flex h-3 gap-0.5 overflow-hidden rounded-full bg-sunken">
            {shown(parts).map((part) => (
              <span
                key={part.name}
                className={cx("block h-full", FILL[part.kind])}
                style={{ width: `${(part.credits / whole) * 100}%` }}
              />
            ))}
          </div>
        </div>
      ))}
      <figcaption className="text-[13px] text-muted">{caption}</figcaption>
    </figure>
  );
}

const shown = (parts: BarPart[]) => parts.filter(({ credits }) => credits > 0);
