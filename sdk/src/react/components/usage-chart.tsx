"use client";

import { useId } from "react";
import { formatDay, formatNumber } from "../format.js";
import { type UsageGroup, type UsageOptions, useUsage } from "../hooks.js";
import { useTexts } from "../provider.js";
import type { Usage } from "../runtime.js";
import { fill } from "../texts.js";
import { Pending } from "./states.js";

type Row = { label: string; credits: number | string };

export type UsageChartProps = Omit<UsageOptions, "groupBy"> & {
  groupBy?: UsageGroup;
  /** The heading: "Usage" by default. */
  title?: string;
};

/** Credits spent, by day or by one of the groups: a picture, and a table for everyone who does not see it. */
export function UsageChart({ groupBy = "day", title, ...range }: UsageChartProps) {
  const usage = useUsage({ ...range, groupBy });
  const { texts, locale, creditsText } = useTexts();
  const id = useId();
  const rows = usage.data && rowsOf(usage.data, groupBy, (day) => formatDay(day, locale), texts.unnamed);
  const total = rows?.reduce((sum, { credits }) => sum + BigInt(credits), 0n) ?? 0n;
  return (
    <section className="refill-usage" aria-labelledby={id}>
      <h2 className="refill-title" id={id}>
        {title ?? texts.usageTitle}
      </h2>
      {!rows ? (
        <Pending {...usage} />
      ) : rows.every(({ credits }) => BigInt(credits) === 0n) ? (
        <p className="refill-note" data-state="empty">
          {texts.noUsage}
        </p>
      ) : groupBy === "day" ? (
        <figure className="refill-chart">
          {/* A spend with several tags counts for each, so only days add up to a total. */}
          <figcaption>{fill(texts.usageTotal, { credits: creditsText(String(total)) })}</figcaption>
          <Bars rows={rows} />
          <details>
            <summary>{texts.usageTable}</summary>
            <UsageTable rows={rows} head={texts.day} />
          </details>
        </figure>
      ) : (
        <UsageTable rows={rows} head={texts.name} withBars />
      )}
    </section>
  );
}

/** Attributes only: a content security policy may forbid inline styles. */
function Bars({ rows }: { rows: Row[] }) {
  const highest = highestOf(rows);
  return (
    <>
      <svg
        className="refill-bars"
        viewBox={`0 0 ${rows.length * 10} 100`}
        preserveAspectRatio="none"
        width="100%"
        height="120"
        aria-hidden="true"
      >
        {rows.map(({ label, credits }, at) => {
          const height = (Math.max(Number(credits), 0) / highest) * 100;
          return (
            <rect key={label} className="refill-bar" x={at * 10 + 1} y={100 - height} width="8" height={height}>
              <title>{`${label}: ${credits}`}</title>
            </rect>
          );
        })}
      </svg>
      <p className="refill-axis" aria-hidden="true">
        <span>{rows[0]?.label}</span> <span>{rows.at(-1)?.label}</span>
      </p>
    </>
  );
}

function UsageTable({ rows, head, withBars = false }: { rows: Row[]; head: string; withBars?: boolean }) {
  const { texts, locale } = useTexts();
  const highest = highestOf(rows);
  return (
    <table className="refill-table">
      <thead>
        <tr>
          <th scope="col">{head}</th>
          <th scope="col">{texts.used}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, credits }) => (
          <tr key={label}>
            <th scope="row">
              {label}
              {withBars && (
                <svg className="refill-rank" width="100%" height="4" aria-hidden="true">
                  <rect
                    className="refill-bar"
                    width={`${(Math.max(Number(credits), 0) / highest) * 100}%`}
                    height="4"
                    rx="2"
                  />
                </svg>
              )}
            </th>
            <td>{formatNumber(credits, locale)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const highestOf = (rows: Row[]): number => Math.max(1, ...rows.map(({ credits }) => Number(credits)));

function rowsOf(usage: Usage, groupBy: UsageGroup, day: (date: string) => string, unnamed: string): Row[] {
  const named = <Item extends { credits: number | string }>(
    items: Item[] | undefined,
    name: (item: Item) => string | null,
  ) => (items ?? []).map((item) => ({ label: name(item) ?? unnamed, credits: item.credits }));
  switch (groupBy) {
    case "day":
      return named(usage.daily, ({ date }) => day(date));
    case "meter":
      return named(usage.byMeter, ({ meter }) => meter);
    case "subject":
      return named(usage.bySubject, ({ subject }) => subject);
    case "model":
      return named(usage.byModel, ({ model }) => model);
    case "project":
      return named(usage.byProject, ({ project }) => project);
    case "run":
      return named(usage.byRun, ({ run }) => run);
    case "tag":
      return named(usage.byTag, ({ tag }) => tag);
  }
}
