import { describe, expect, it } from "vitest";
import { dayStart } from "./day-start";

describe("dayStart", () => {
  it.each([
    ["2026-11-24", "UTC", "2026-11-24T00:00:00.000Z"],
    ["2026-11-24", "Europe/Berlin", "2026-11-23T23:00:00.000Z"],
    ["2026-11-24", "America/Los_Angeles", "2026-11-24T08:00:00.000Z"],
    ["2026-11-24", "Asia/Kolkata", "2026-11-23T18:30:00.000Z"],
    // The days on which clocks change begin before the change.
    ["2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00.000Z"],
    ["2026-10-25", "Europe/Berlin", "2026-10-24T22:00:00.000Z"],
  ])("%s begins in %s at %s", (day, timeZone, expected) => {
    expect(dayStart(day, timeZone)?.toISOString()).toBe(expected);
  });

  it("counts days on across a change of clocks", () => {
    expect(dayStart("2026-10-25", "Europe/Berlin", 1)?.toISOString()).toBe("2026-10-25T23:00:00.000Z");
  });

  it("refuses what is no day", () => {
    expect(dayStart("yesterday", "UTC")).toBeNull();
  });
});
