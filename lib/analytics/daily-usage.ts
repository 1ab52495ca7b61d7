import { addDays, dayOf, dayStarts, daysBetween } from "@/lib/analytics/calendar";
import type { Sql } from "@/lib/db";
import { type SpendFilter, spentBetween } from "@/lib/ledger/spent";

export type DayOfUsage = {
  /** The calendar day in the requested time zone, such as "2026-11-24". */
  day: string;
  /** Credits spent, minus refunds for failed work. */
  spent: bigint;
};

/**
 * An account's spend on each of the last `days` calendar days including today, oldest first; days without spend are 0.
 * `timeZone` is an IANA name and determines where a day starts.
 */
export async function dailyUsage(
  sql: Sql,
  { accountId, days, timeZone }: { accountId: string; days: number; timeZone: string },
  now: Date,
): Promise<DayOfUsage[]> {
  const today = dayOf(now, timeZone);
  return usageByDay(sql, { accountId, first: addDays(today, 1 - days), last: today, timeZone });
}

/** A range of calendar days in a time zone, both inclusive. */
export type Days = { accountId: string; first: string; last: string; timeZone: string };

/** An account's spend on each of these days, as in `dailyUsage`. */
export async function usageByDay(
  sql: Sql,
  { accountId, first, last, timeZone }: Days,
  filter?: SpendFilter,
): Promise<DayOfUsage[]> {
  const length = daysBetween(first, last) + 1;
  const days = Array.from({ length }, (_, index) => addDays(first, index));
  const starts = dayStarts(first, length + 1, timeZone);
  const spent = await spentBetween(sql, accountId, starts, filter);
  return days.map((day, index) => ({ day, spent: spent[index] ?? 0n }));
}
