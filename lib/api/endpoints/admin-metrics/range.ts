import { z } from "zod";
import { addDays, daysBetween } from "@/lib/analytics/calendar";
import { lastDays, type Range } from "@/lib/analytics/metrics/periods";
import { isTimeZone } from "@/lib/analytics/time-zones";
import { isWithinBounds } from "@/lib/time-bounds";

const day = z.iso
  .date("Must be a day such as 2026-11-21.")
  .refine((value) => isWithinBounds(new Date(value)), "Must be a day between the years 1970 and 2200.");

/** The range of a metric in a query. */
export const rangeQuery = z.object({
  from: day.optional().meta({ description: "The first day." }),
  to: day.optional().meta({ description: "The last day, which is included." }),
  timezone: z
    .string()
    .max(64)
    .refine(isTimeZone, "Must be the name of a time zone, such as Europe/Berlin.")
    .default("UTC")
    .meta({ description: "The IANA time zone in which days begin. Case-sensitive." }),
});

/** The longest range: ten years. */
export const MOST_DAYS = 3_660;
const DEFAULT_DAYS = 30;

/** The requested days; null when there are none or too many. Without any, the last 30. */
export function rangeOf({ from, to, timezone }: z.output<typeof rangeQuery>, now: Date): Range | null {
  const today = lastDays(DEFAULT_DAYS, timezone, now);
  const last = to ?? today.last;
  const first = from ?? addDays(last, 1 - DEFAULT_DAYS);
  const days = daysBetween(first, last) + 1;
  return days >= 1 && days <= MOST_DAYS ? { first, last, timeZone: timezone } : null;
}

export const BAD_RANGE = {
  field: "to",
  message: `Must not be before \`from\`, and the range at most ${MOST_DAYS} days.`,
};
