"use client";

import { Bar, BarChart, Cell, ResponsiveContainer, Tooltip, XAxis } from "recharts";
import { creditsText } from "@/components/ui/credits";
import { dayText, type UsagePoint } from "@/components/usage/usage-point";

const RECENT_DAYS = 3;

/** The bars of the usage chart. */
export function UsageBars({ points }: { points: UsagePoint[] }) {
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 400, height: 140 }}>
      <BarChart
        data={points}
        margin={{ top: 4, right: 0, bottom: 0, left: 0 }}
        barCategoryGap="14%"
        accessibilityLayer={false}
      >
        <XAxis dataKey="day" hide />
        <Tooltip cursor={{ fill: "var(--sunken)" }} isAnimationActive={false} content={Hint} />
        <Bar
          dataKey="spent"
          radius={[2, 2, 0, 0]}
          minPointSize={(value) => (Number(value) > 0 ? 3 : 0)}
          animationDuration={400}
        >
          {points.map((point, index) => (
            <Cell
              key={point.day}
              fill="var(--accent)"
              fillOpacity={index >= points.length - RECENT_DAYS ? 0.95 : 0.5}
            />
          ))}
        </Bar>
      </BarChart>
    </ResponsiveContainer>
  );
}

type HintProps = { active?: boolean; payload?: readonly { payload?: UsagePoint }[] };

function Hint({ active, payload }: HintProps) {
  const point = payload?.[0]?.payload;
  if (!active || !point) return null;
  return (
    <div className="rounded-md border border-line-strong bg-raised px-2.5 py-1.5 text-[13px]">
      <span className="text-muted">{dayText(point.day)}</span> {creditsText(point.spent)}
    </div>
  );
}
