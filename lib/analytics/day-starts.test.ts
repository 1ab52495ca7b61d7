import fc from "fast-check";
import { expect, test } from "vitest";
import { budget, isFullRun } from "@/dev/testing/budget";
import { addDays, dayOf, dayStart, daysBetween } from "./calendar";
import { timeZones } from "./time-zones";

const WEEK_MS = 7 * 86_400_000;

/** Null when the day starts there: the moment before is on an earlier day, and the moment itself is not. */
function wrong(day: string, timeZone: string): string | null {
  const start = dayStart(day, timeZone);
  if (!start) return `${timeZone} ${day} has no start`;
  const [before, first] = [dayOf(new Date(start.getTime() - 1), timeZone), dayOf(start, timeZone)];
  return before < day && first >= day ? null : `${timeZone} ${day}: ${start.toISOString()} is in ${before}, ${first}`;
}

/** The days on which a zone's clocks change, and the days before and after. */
function changes(timeZone: string, from: number, to: number): string[] {
  const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  const offsetAt = (at: number) => format.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value;
  const days: string[] = [];
  let known = offsetAt(from);
  for (let at = from; at < to; at += WEEK_MS) {
    const next = offsetAt(at + WEEK_MS);
    if (next === known) continue;
    let [low, high] = [at, at + WEEK_MS];
    while (high - low > 1000) {
      const middle = (low + high) / 2;
      if (offsetAt(middle) === known) low = middle;
      else high = middle;
    }
    const day = dayOf(new Date(high), timeZone);
    days.push(addDays(day, -1), day, addDays(day, 1));
    known = next;
  }
  return days;
}

test("a day begins at its first moment in every zone, also when its clocks change", {
  tags: ["full"],
  timeout: 120_000,
}, () => {
  const [from, to] = [Date.parse("2018-01-01"), Date.parse("2038-01-01")];
  // Many zones share the same clock rules, so a third of them covers nearly all rules.
  const zones = timeZones().filter((_, index) => isFullRun || index % 3 === 0);
  const days = zones.flatMap((zone) => changes(zone, from, to).map((day) => ({ day, zone })));
  expect(days.length).toBeGreaterThan(isFullRun ? 5_000 : 1_500);
  expect(days.map(({ day, zone }) => wrong(day, zone)).filter((sentence) => sentence !== null)).toEqual([]);
});

test("a day begins at its first moment in every zone and year, and days begin in order", { tags: ["full"] }, () => {
  const zone = fc.constantFrom(...timeZones());
  const day = fc.integer({ min: 1, max: daysBetween("1970-01-01", "2199-12-31") }).map((n) => addDays("1970-01-01", n));
  fc.assert(
    fc.property(zone, day, (timeZone, day) => {
      expect(wrong(day, timeZone)).toBeNull();
      const [start, next] = [dayStart(day, timeZone), dayStart(day, timeZone, 1)];
      expect(Number(next) - Number(start)).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: budget({ daily: 1_000, full: 3_000 }) },
  );
});

test.each([
  ["America/Santiago", "2026-09-06", "2026-09-06T04:00:00.000Z"],
  ["America/Havana", "2026-03-08", "2026-03-08T05:00:00.000Z"],
  ["Atlantic/Azores", "2026-03-29", "2026-03-29T01:00:00.000Z"],
  ["Asia/Beirut", "2026-03-29", "2026-03-28T22:00:00.000Z"],
  ["America/Asuncion", "2023-10-01", "2023-10-01T04:00:00.000Z"],
])("in %s, %s has no midnight and begins at %s, when the clocks change", (timeZone, day, expected) => {
  expect(dayStart(day, timeZone)?.toISOString()).toBe(expected);
});
