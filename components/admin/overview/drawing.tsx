"use client";

import { Bar, BarChart, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { type ChartLine, type ChartPoint, type ChartProps, tickText } from "@/components/admin/overview/chart-data";

/** The drawing of a chart; its numbers are in the table beside it. */
export function Drawing({ kind, lines, points, currency }: ChartProps) {
  const data = points.map((point) => ({
    ...Object.fromEntries(lines.map(({ key }) => [key, point.values[key]?.size ?? 0])),
    point,
  }));
  const margin = { top: 6, right: 4, bottom: 0, left: 4 };
  const hint = (
    <Tooltip
      cursor={{ fill: "var(--sunken)", stroke: "var(--line)" }}
      isAnimationActive={false}
      content={(props) => <Hint {...props} lines={lines} />}
    />
  );
  const scale = (
    <YAxis
      width={56}
      tickCount={4}
      axisLine={false}
      tickLine={false}
      tick={{ fill: "var(--faint)", fontSize: 12 }}
      tickFormatter={(size: number) => tickText(size, currency)}
    />
  );
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 400, height: 160 }}>
      {kind === "line" ? (
        <LineChart data={data} margin={margin} accessibilityLayer={false}>
          <XAxis dataKey="point.name" hide />
          {scale}
          {hint}
          {lines.map(({ key, color }) => (
            <Line
              key={key}
              dataKey={key}
              stroke={color}
              strokeWidth={2}
              dot={points.length === 1}
              isAnimationActive={false}
            />
          ))}
        </LineChart>
      ) : (
        <BarChart data={data} margin={margin} accessibilityLayer={false} barCategoryGap="18%">
          <XAxis dataKey="point.name" hide />
          {scale}
          {hint}
          {lines.map(({ key, color }) => (
            <Bar key={key} dataKey={key} fill={color} radius={[2, 2, 0, 0]} isAnimationActive={false} />
          ))}
        </BarChart>
      )}
    </ResponsiveContainer>
  );
}

type HintProps = {
  active?: boolean;
  payload?: readonly { payload?: { point: ChartPoint } }[];
  lines: readonly ChartLine[];
};

function Hint({ active, payload, lines }: HintProps) {
  const point = payload?.[0]?.payload?.point;
  if (!active || !point) return null;
  return (
    <div className="rounded-md border border-line-strong bg-raised px-2.5 py-1.5 text-[13px]">
      <p className="text-muted">{point.name}</p>
      {lines.map(({ key, name }) => (
        <p key={key}>
          {name}: {point.values[key]?.text}
        </p>
      ))}
    </div>
  );
}
