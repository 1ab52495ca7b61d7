import type { ReactNode } from "react";
import { creditsText } from "@/components/ui/credits";
import { UsageChart } from "@/components/usage/usage-chart";
import { dayText } from "@/components/usage/usage-point";
import type { DayOfUsage } from "@/lib/analytics/daily-usage";

/** Credits spent per day, as a chart and, for screen readers, as a list. `children` stand below it. */
export function UsageCard({ days, children }: { days: DayOfUsage[]; children?: ReactNode }) {
  const total = days.reduce((sum, day) => sum + day.spent, 0n);
  const points = days.map((day) => ({ day: day.day, spent: Number(day.spent) }));
  return (
    <section
      aria-label="Usage in the last 30 days"
      className="flex flex-col rounded-card border border-line bg-surface p-5"
    >
      <div className="flex justify-between gap-4">
        <h2 className="text-muted">Last {days.length} days</h2>
        <p className="text-faint">{total === 0n ? "nothing spent" : `${creditsText(total)} spent`}</p>
      </div>
      <UsageChart points={points} />
      <ul aria-label="Credits spent by day" className="sr-only">
        {points
          .filter(({ spent }) => spent > 0)
          .map(({ day, spent }) => (
            <li key={day}>{`${dayText(day)}: ${creditsText(spent)}`}</li>
          ))}
      </ul>
      {children}
    </section>
  );
}
