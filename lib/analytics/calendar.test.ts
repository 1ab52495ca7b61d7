import { describe, expect, it } from "vitest";
import { dayStart, dayStarts } from "./calendar";

describe("dayStart", () => {
  it.each([
    ["2026-11-24", "UTC", "2026-11-24T00:00:00.000Z"],
    ["2026-11-24", "Europe/Berlin", "2026-11-23T23:00:00.000Z"],
    ["2026-11-24", "America/Los_Angeles", "2026-11-24T08:00:00.000Z"],
    ["2026-11-24", "Asia/Kolkata", "2026-11-23T18:30:00.000Z"],
    // A day on which clocks change starts before the change.
    ["2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00.000Z"],
    ["2026-10-25", "Europe/Berlin", "2026-10-24T22:00:00.000Z"],
  ])("%s begins in %s at %s", (day, timeZone, expected) => {
    expect(dayStart(day, timeZone)?.toISOString()).toBe(expected);
  });

  it("counts days correctly across a clock change", () => {
    expect(dayStart("2026-10-25", "Europe/Berlin", 1)?.toISOString()).toBe("2026-10-25T23:00:00.000Z");
  });

  it.each(["yesterday", "2026-02-30", "0001-01-01", "1969-12-31", "2201-01-01"])("refuses %s", (day) => {
    expect(dayStart(day, "UTC")).toBeNull();
  });

  it.each([
    ["when clocks skip midnight", "Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00.000Z"],
    ["when midnight comes twice, at the first", "America/Havana", "2026-11-01", "2026-11-01T04:00:00.000Z"],
    ["when clocks go back to the day before", "Africa/Cairo", "2026-10-30", "2026-10-29T22:00:00.000Z"],
    ["when an offset has seconds", "Africa/Monrovia", "1970-03-01", "1970-03-01T00:44:30.000Z"],
  ])("begins %s", (_when, timeZone, day, expected) => {
    expect(dayStart(day, timeZone)?.toISOString()).toBe(expected);
  });

  it("gives a day that a zone skipped no duration", () => {
    expect(dayStarts("2011-12-29", 3, "Pacific/Apia").map((at) => at.toISOString())).toEqual([
      "2011-12-29T10:00:00.000Z",
      "2011-12-30T10:00:00.000Z",
      "2011-12-30T10:00:00.000Z",
    ]);
  });
});
