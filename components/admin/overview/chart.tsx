"use client";

import dynamic from "next/dynamic";
import { useEffect, useRef, useState } from "react";
import { type ChartProps, chartCsv } from "@/components/admin/overview/chart-data";
import { RowsLink } from "@/components/admin/overview/rows-link";
import { buttonStyle } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { Skeleton } from "@/components/ui/skeleton";
import { Table, Td, Th } from "@/components/ui/table";

// The chart library is large and browser-only: it loads once a chart is seen.
const Drawing = dynamic(() => import("@/components/admin/overview/drawing").then((module) => module.Drawing), {
  ssr: false,
  loading: () => <Skeleton className="h-full w-full opacity-50" />,
});

/** A chart, and the same numbers as a table. */
export function Chart({ title, ...chart }: ChartProps & { title: string }) {
  const { lines, points } = chart;
  const box = useRef<HTMLDivElement>(null);
  const seen = useSeen(box);
  return (
    <div className="px-4 pb-4 sm:px-5">
      <div aria-hidden>
        <p className="flex flex-wrap gap-x-4 text-[12px] text-muted">
          {lines.map(({ key, name, color }) => (
            <span key={key} className="inline-flex items-center gap-1.5">
              <span className="size-2 rounded-full" style={{ background: color }} /> {name}
            </span>
          ))}
        </p>
        <div ref={box} className="relative mt-2 h-40">
          <div className="absolute inset-0">{seen ? <Drawing {...chart} /> : null}</div>
        </div>
        <div className="mt-1 flex justify-between pl-[60px] text-[12px] text-faint">
          <span>{points[0]?.name}</span>
          <span>{points.length > 1 ? points.at(-1)?.name : ""}</span>
        </div>
      </div>
      <details className="mt-2">
        <summary className="focus-ring w-fit rounded-md text-[13px] text-muted hover:text-ink">Show as a table</summary>
        <a
          className={cx(buttonStyle({ size: "small" }), "mt-2")}
          href={chartCsv(chart)}
          download={`${title.toLowerCase().replaceAll(" ", "-")}.csv`}
        >
          Export {title} as CSV
        </a>
        <div className="mt-2 max-h-80 overflow-y-auto rounded-control border border-line">
          <Table caption={title}>
            <thead>
              <tr>
                <Th>When</Th>
                {lines.map(({ key, name }) => (
                  <Th key={key} number>
                    {name}
                  </Th>
                ))}
              </tr>
            </thead>
            <tbody>
              {points.map((point) => (
                <tr key={point.name}>
                  <Td>{point.name}</Td>
                  {lines.map(({ key }) => (
                    <Td key={key} number>
                      <RowsLink href={point.values[key]?.href}>{point.values[key]?.text}</RowsLink>
                    </Td>
                  ))}
                </tr>
              ))}
            </tbody>
          </Table>
        </div>
      </details>
    </div>
  );
}

/** Whether an element has come near the window. */
function useSeen(box: React.RefObject<HTMLElement | null>): boolean {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) setSeen(true);
      },
      { rootMargin: "200px" },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return seen;
}
