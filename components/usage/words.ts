import { creditsText, formatCredits } from "@/components/ui/credits";
import type { FilterField } from "@/components/usage/usage-filter";
import type { RangeChange, UsageRange } from "@/components/usage/usage-range";
import { PACE_DAYS } from "@/lib/analytics/forecast";
import { MAX_DAYS } from "@/lib/analytics/usage";
import type { PeriodBefore, StretchUnit } from "@/lib/analytics/usage-report";
import { dateFormat } from "@/lib/format/formats";
import type { ArchivedSpends } from "@/lib/ledger/archive/archived-spends";
import type { Dimension } from "@/lib/ledger/spent";

/** The longer words of /usage. */
export const words = {
  intro: "What you spend, by day and by meter.",
  nothingEver: "Every credit you spend appears here, by day and by meter.",
  nothing: "Choose other days, or try something out in the playground.",
  nothingFiltered: "No spend in these days matches all of your filters.",
  filter: "Filter by what it was for",
  anyMeter: "Any meter",
  held: "held for work in progress",
  frozen: "frozen by a dispute",
  owed: "owed, paid by your next credits",
  noMeter: "Without a meter",
  otherMeters: "Other meters",
  notNamed: "Not named",
  tags: "a spend with several tags counts for each",
  others: (count: number) => `${count} others`,
  reversed: (credits: bigint) => `${creditsText(credits)} returned`,
};

export const rangeNames: Record<Exclude<UsageRange["name"], "custom">, string> = {
  today: "Today",
  month: "This month",
  "30-days": "Last 30 days",
};

export const dimensionNames: Record<Dimension, string> = {
  subject: "Member",
  model: "Model",
  project: "Project",
  run: "Run",
  tags: "Tag",
};

export const filterNames: Record<FilterField, string> = { meter: "Meter", ...dimensionNames };

/** Above a page whose address filters by a value that no spend can have. */
export function ignoredText(fields: readonly FilterField[]): string {
  const names = fields.map((field) => filterNames[field].toLowerCase());
  const list = new Intl.ListFormat("en", { type: "conjunction" }).format(names);
  return `The filter by ${list} in this address is not one that a spend can match. It is ignored.`;
}

/** What was changed of the range that somebody asked for. */
export const changeWords: Record<RangeChange, string> = {
  not_begun: "That range has not begun. Showing today.",
  to_come: "Showing your range up to today.",
  shortened: `At most ${MAX_DAYS} days are shown at once. Showing the last ${MAX_DAYS} of your range.`,
};

/** Above a range that begins before the last archived month ended. */
export function archivedText({ before, spends }: ArchivedSpends, timeZone: string): string {
  const day = dateFormat({ dateStyle: "medium", timeZone }).format(before);
  return `Spends from before ${day} are archived and not counted here: ${formatCredits(spends)} in all. Your balance includes them.`;
}

export const unitNames: Record<StretchUnit, string> = { hour: "Hour", day: "Day", week: "Week" };

/** The days that a forecast continues: "at the pace of the last 14 days". */
export function paceText(days: number): string {
  if (days === 0) return `nothing spent in the last ${PACE_DAYS} days`;
  return days === 1 ? "at today's pace" : `at the pace of the last ${days} days`;
}

/** "2 – 31 Oct 2026", or a single day. */
export function daysText(first: string, last: string): string {
  return days.formatRange(new Date(first), new Date(last));
}

const days = dateFormat({ day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** "12% more than 2 – 31 Oct 2026 (1,146)". */
export function comparisonText(total: bigint, before: PeriodBefore): string {
  const period = daysText(before.first, before.last);
  if (before.total === 0n) return total === 0n ? `the same as ${period}` : `nothing in ${period}`;
  const percent = Math.round((Number(total - before.total) / Number(before.total)) * 100);
  const than = `${period} (${formatCredits(before.total)})`;
  if (percent === 0) return `about the same as ${than}`;
  return `${formatCredits(Math.abs(percent))}% ${percent > 0 ? "more" : "less"} than ${than}`;
}
