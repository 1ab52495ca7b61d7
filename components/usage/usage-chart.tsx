import { formatCredits } from "@/components/ui/credits";
import { StackedBars } from "@/components/usage/stacked-bars";
import { dayText, type UsagePoint } from "@/components/usage/usage-point";

const RECENT_DAYS = 3;

/** A bar per day; the last three are highlighted. */
export function UsageChart({ points }: { points: UsagePoint[] }) {
  const first = points[0];
  const top = points.reduce((most, point) => Math.max(most, point.spent), 0);
  const bars = points.map(({ day, spent }, index) => ({
    key: day,
    name: dayText(day),
    parts: [{ name: "Spent", color: "var(--accent)", credits: spent }],
    total: spent,
    isFaint: index < points.length - RECENT_DAYS,
  }));
  return (
    <div aria-hidden className="flex min-h-44 flex-1 flex-col">
      <p className="mt-1 h-5 text-[12px] text-faint">{top > 0 ? `highest day: ${formatCredits(top)}` : ""}</p>
      <div className="relative min-h-32 flex-1">{top > 0 ? <StackedBars bars={bars} top={top} /> : <Nothing />}</div>
      <div className="mt-1.5 flex justify-between text-[12px] text-faint">
        <span>{first ? dayText(first.day) : ""}</span>
        <span>today</span>
      </div>
    </div>
  );
}

function Nothing() {
  return (
    <div className="absolute inset-0 grid place-items-center border-line border-b border-dashed text-faint">
      What you spend appears here, day by day.
    </div>
  );
}
