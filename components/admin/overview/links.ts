import type { Route } from "next";
import { numberPath } from "@/components/admin/overview/number-query";
import { addDays, dayOf } from "@/lib/analytics/calendar";
import type { Overview } from "@/lib/analytics/metrics/overview";
import type { Stretch } from "@/lib/analytics/metrics/periods";
import type { NumberName } from "@/lib/analytics/rows/numbers";

/** The rows behind a number in the range, and in the one before. */
export type Links = { now: Route; before: Route };

export type LinkTo = (name: NumberName, part?: Record<string, string>) => Links;

/** Makes the addresses of the rows behind an overview's numbers. */
export function linksOf({ periods: { range, before }, currency }: Overview): LinkTo {
  const path = (name: NumberName, { first, last }: { first: string; last: string }, part: Record<string, string>) =>
    numberPath(name, { from: first, to: last, currency, ...part });
  return (name, part = {}) => ({ now: path(name, range, part), before: path(name, before, part) });
}

/** The same as of the end of the day before, where a range starts. */
export function linksAtStart({ periods: { range, before }, currency }: Overview, name: NumberName): Links {
  const path = (first: string) => {
    const day = addDays(first, -1);
    return numberPath(name, { from: day, to: day, currency });
  };
  return { now: path(range.first), before: path(before.first) };
}

/** The same for the point of a chart. */
export function stretchLink({ periods: { range }, currency }: Overview, stretch: Stretch | undefined) {
  const from = stretch ? dayOf(stretch.from, range.timeZone) : range.first;
  const to = stretch ? addDays(dayOf(stretch.to, range.timeZone), -1) : range.last;
  return (name: NumberName, part: Record<string, string> = {}): Route =>
    numberPath(name, { from, to, currency, ...part });
}
