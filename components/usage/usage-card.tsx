import { creditsText } from "@/components/ui/credits";
import { UsageChart } from "@/components/usage/usage-chart";
import type { DayOfUsage } from "@/lib/analytics/daily-usage";

/** Credits spent per day, as a chart and, for screen readers, as a table. */
export function UsageCard({ days }: { days: DayOfUsage[] }) {
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
      <table className="sr-only">
        <caption>Credits spent by day</caption>
        <thead>
          <tr>
            <th>Day</th>
            <th>Credits</th>
          </tr>
        </thead>
        <tbody>
          {points
            .filter((point) => point.spent > 0)
            .map((point) => (
              <tr key={point.day}>
                <td>{point.day}</td>
                <td>{point.spent}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  );
}
