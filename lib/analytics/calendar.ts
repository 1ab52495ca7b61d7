import { dateFormat } from "@/lib/format/formats";
import { DAY_MS } from "@/lib/time";
import { EARLIEST, LATEST } from "@/lib/time-bounds";

/** The calendar day of a moment in a time zone, such as "2026-11-24". */
export function dayOf(at: Date, timeZone: string): string {
  const format = dateFormat({ timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${parts.get("year")}-${parts.get("month")}-${parts.get("day")}`;
}

/** The day this many days later, or earlier. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The number of days between two days. */
export function daysBetween(first: string, last: string): number {
  return Math.round((Date.parse(last) - Date.parse(first)) / DAY_MS);
}

/** Whether the text is a calendar day within the years that the app accepts. */
export function isDay(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(text) : null;
  // Date would roll 30 February over to 2 March.
  return at !== null && at >= EARLIEST && at < LATEST && at.toISOString().slice(0, 10) === text;
}

/** The moment a calendar day ("2026-11-24") starts in a time zone, `daysLater` days on. Null when the text is not a day. */
export function dayStart(day: string, timeZone: string, daysLater = 0): Date | null {
  return isDay(day) ? (dayStarts(addDays(day, daysLater), 1, timeZone)[0] ?? null) : null;
}

/** The same for what is known to be a day, also before and after the years that the app accepts. */
export function startOfDay(day: string, timeZone: string): Date {
  const [start] = dayStarts(day, 1, timeZone);
  if (!start) throw new Error(`${day} is not a calendar day.`);
  return start;
}

/**
 * The moments at which consecutive days start, using only Node's time zone data. PostgreSQL may have data from another
 * year, so it only ever receives moments. A day that a zone skipped starts when the next one does.
 */
export function dayStarts(first: string, days: number, timeZone: string): Date[] {
  const offsetMs = offsets(timeZone);
  return Array.from({ length: days }, (_, index) => {
    const midnight = Date.parse(first) + index * DAY_MS;
    const [before, after] = [offsetMs(midnight - DAY_MS), offsetMs(midnight + DAY_MS)];
    if (before === after) return new Date(midnight - before);
    // Near a clock change, midnight is at the offset that produces it; if it occurs twice, the first counts.
    for (const offset of [Math.max(before, after), Math.min(before, after)]) {
      if (offsetMs(midnight - offset) === offset) return new Date(midnight - offset);
    }
    // The clock change skips midnight: the day starts with the change.
    return new Date(midnight - before);
  });
}

/** A zone's offset from UTC at a moment, in milliseconds. Pages ask for the same midnights at every request. */
function offsets(timeZone: string): (at: number) => number {
  const format = dateFormat({ timeZone, timeZoneName: "longOffset" });
  const known = knownOffsets(timeZone);
  return (at) => {
    const seen = known.get(at);
    if (seen !== undefined) return seen;
    const name = format.formatToParts(at).find((part) => part.type === "timeZoneName")?.value ?? "GMT";
    const [, sign, hours = 0, minutes = 0, seconds = 0] = /GMT([+-])(\d{2}):(\d{2})(?::(\d{2}))?/.exec(name) ?? [];
    const size = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
    const offset = sign === "-" ? -size : size;
    known.set(at, offset);
    return offset;
  };
}

const kept = new Map<string, Map<number, number>>();
const MOST_ZONES = 500;
const MOST_MOMENTS = 500;

function knownOffsets(timeZone: string): Map<number, number> {
  const known = kept.get(timeZone);
  if (known && known.size < MOST_MOMENTS) return known;
  if (kept.size >= MOST_ZONES) kept.clear();
  const empty = new Map<number, number>();
  kept.set(timeZone, empty);
  return empty;
}
