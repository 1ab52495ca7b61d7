"use client";

import dynamic from "next/dynamic";
import { formatCredits } from "@/components/ui/credits";
import { Skeleton } from "@/components/ui/skeleton";
import { dayText, type UsagePoint } from "@/components/usage/usage-point";

// The chart library is large and browser-only, so it loads after the page.
const Bars = dynamic(() => import("@/components/usage/usage-bars").then((module) => module.UsageBars), {
  ssr: false,
  loading: () => <Skeleton className="h-full w-full opacity-50" />,
});

/** A bar per day; the last three are highlighted. */
export function UsageChart({ points }: { points: UsagePoint[] }) {
  const first = points[0];
  const top = points.reduce((most, point) => Math.max(most, point.spent), 0);
  return (
    <div aria-hidden className="flex min-h-44 flex-1 flex-col">
      <p className="mt-1 h-5 text-[12px] text-faint">{top > 0 ? `highest day: ${formatCredits(top)}` : ""}</p>
      <div className="relative min-h-32 flex-1">
        <div className="absolute inset-0">{top > 0 ? <Bars points={points} /> : <Nothing />}</div>
      </div>
      <div className="mt-1.5 flex justify-between text-[12px] text-faint">
        <span>{first ? dayText(first.day) : ""}</span>
        <span>today</span>
      </div>
    </div>
  );
}

function Nothing() {
  return (
    <div className="grid h-full place-items-center border-line border-b border-dashed text-faint">
      Each day you spend credits appears here as a bar.
    </div>
  );
}
