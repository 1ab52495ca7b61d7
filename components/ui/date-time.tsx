"use client";

import { useTimeZone } from "@/components/ui/time-zone";
import { dateFormat } from "@/lib/format/formats";

type DateTimeProps = {
  /** A moment; strings must be RFC 3339. */
  at: Date | string;
  /** `day` omits the time of day; `short` omits the year too; `time` is the time of day alone, with seconds. */
  show?: "moment" | "day" | "short" | "time";
  className?: string;
};

const shapes = {
  moment: { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" },
  day: { day: "numeric", month: "short", year: "numeric" },
  short: { day: "numeric", month: "short" },
  time: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

/** A moment in the user's time zone, with UTC on hover. */
export function DateTime({ at, show = "moment", className }: DateTimeProps) {
  const timeZone = useTimeZone();
  const date = typeof at === "string" ? new Date(at) : at;
  return (
    <time dateTime={date.toISOString()} title={`${formatMoment(date, "UTC")} UTC`} className={className}>
      {dateFormat({ ...shapes[show], timeZone }).format(date)}
    </time>
  );
}

function formatMoment(date: Date, timeZone: string): string {
  return dateFormat({ ...shapes.moment, second: "2-digit", timeZone }).format(date);
}
