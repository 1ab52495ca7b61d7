import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { windowAt, windowNumber } from "@/lib/billing/windows/windows";
import { addMonths } from "@/lib/time";

const at = (iso: string) => new Date(iso);

describe("refill windows", () => {
  it("clamps the 31st to short months and comes back to the 31st", () => {
    const anchor = at("2026-01-31T10:20:30Z");
    const starts = [0, 1, 2, 3, 13].map((index) => addMonths(anchor, index).toISOString().slice(0, 10));
    expect(starts).toEqual(["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2027-02-28"]);
  });

  it("keeps 29 February in leap years", () => {
    const anchor = at("2024-02-29T00:00:00Z");
    expect(addMonths(anchor, 12)).toEqual(at("2025-02-28T00:00:00Z"));
    expect(addMonths(anchor, 48)).toEqual(at("2028-02-29T00:00:00Z"));
  });

  it("has no window before the anchor", () => {
    expect(windowAt(at("2026-05-10T00:00:00Z"), at("2026-05-09T23:59:59Z"))).toBeNull();
  });

  it("begins a window exactly at its start and ends it exactly at the next one's", () => {
    const anchor = at("2026-01-31T12:00:00Z");
    expect(windowAt(anchor, at("2026-02-28T11:59:59.999Z"))?.index).toBe(0);
    expect(windowAt(anchor, at("2026-02-28T12:00:00Z"))?.index).toBe(1);
  });

  it("puts every moment in exactly one window, and windows side by side without a gap", () => {
    const moments = fc.date({ min: at("2020-01-01T00:00:00Z"), max: at("2035-01-01T00:00:00Z"), noInvalidDate: true });
    fc.assert(
      fc.property(moments, fc.integer({ min: 0, max: 3_000 }), (anchor, days) => {
        const moment = new Date(anchor.getTime() + days * 86_400_000);
        const window = windowAt(anchor, moment);
        expect(window).not.toBeNull();
        if (!window) return;
        expect(window.start <= moment && moment < window.end).toBe(true);
        expect(windowNumber(anchor, window.index + 1).start).toEqual(window.end);
      }),
    );
  });
});
