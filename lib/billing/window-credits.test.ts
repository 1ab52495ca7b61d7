import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PaidStretch, windowShares } from "@/lib/billing/window-credits";
import { windowNumber } from "@/lib/billing/windows";

const anchor = new Date("2026-01-31T10:00:00Z");
const at = (iso: string) => new Date(iso);

const stretch = (planId: string, creditsPerMonth: bigint, startAt: Date, endAt: Date): PaidStretch => ({
  planId,
  planName: planId,
  creditsPerMonth,
  startAt,
  endAt,
  paymentId: `pay_${planId}_${startAt.toISOString()}`,
});

const said = (window: number, paid: PaidStretch[]) =>
  windowShares("sub", windowNumber(anchor, window), paid).map(({ kind, credits, planName }) => [
    kind,
    credits,
    planName,
  ]);

describe("what a window is owed", () => {
  const year = stretch("starter", 200n, anchor, at("2027-01-31T10:00:00Z"));

  it("is the plan's credits when one payment pays for it, in each month of a year and in none after", () => {
    for (const month of [0, 1, 5, 11]) expect(said(month, [year])).toEqual([["refill", 200n, "starter"]]);
    expect(said(12, [year])).toEqual([]);
  });

  it("is the difference for the unused part when the plan is changed within it, rounded down", () => {
    // 31 January 10:00 to 28 February 10:00 is 28 days; 10 days in, 18 are left: 200 x 18 / 28 = 128.57.
    const upgrade = stretch("pro", 400n, at("2026-02-10T10:00:00Z"), at("2027-01-31T10:00:00Z"));
    expect(said(0, [year, upgrade])).toEqual([
      ["refill", 200n, "starter"],
      ["upgrade", 128n, "pro"],
    ]);
  });

  it("is split between the payments that stand for it after an upgrade of a year", () => {
    const upgrade = stretch("pro", 400n, at("2026-02-10T10:00:00Z"), at("2027-01-31T10:00:00Z"));
    expect(windowShares("sub", windowNumber(anchor, 1), [year, upgrade])).toMatchObject([
      { kind: "refill", credits: 200n, paymentId: year.paymentId },
      { kind: "refill", credits: 200n, paymentId: upgrade.paymentId },
    ]);
  });

  it("is taken back in part when somebody moves it down in mid-window, as the money is credited", () => {
    const down = stretch("free", 50n, at("2026-02-14T10:00:00Z"), at("2027-01-31T10:00:00Z"));
    expect(said(0, [year, down])).toEqual([
      ["refill", 200n, "starter"],
      ["downgrade", -75n, "free"],
    ]);
    expect(said(1, [year, down])).toEqual([["refill", 50n, "starter"]]);
  });
});

it("comes to what the time on each plan is worth, and never to more, whatever changes in whatever order", () => {
  const changes = fc.array(
    fc.record({
      plan: fc.constantFrom(["a", 50n], ["b", 200n], ["c", 400n], ["d", 1_000n]),
      minute: fc.integer({ min: 0, max: 40_000 }),
    }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(changes, (list) => {
      const end = at("2026-02-28T10:00:00Z");
      const paid = list.map(({ plan: [id, credits], minute }) =>
        stretch(
          String(id),
          BigInt(credits),
          new Date(Math.min(anchor.getTime() + (minute + 1) * 60_000, end.getTime() - 1)),
          end,
        ),
      );
      const first = stretch("b", 200n, anchor, end);
      const shares = windowShares("sub", windowNumber(anchor, 0), [first, ...paid]);
      expect(new Set(shares.map(({ sourceKey }) => sourceKey)).size).toBe(shares.length);
      const total = shares.reduce((sum, { credits }) => sum + credits, 0n);
      const worth = worthOf([first, ...paid], end);
      expect(Number(total)).toBeLessThanOrEqual(worth + 1e-6);
      expect(Number(total)).toBeGreaterThan(worth - 1 - paid.length);
    }),
    { numRuns: 500 },
  );
});

/** Credits by the time on each plan, to fractions. */
function worthOf(paid: PaidStretch[], end: Date): number {
  const inOrder = [...paid].sort((a, b) => a.startAt.getTime() - b.startAt.getTime());
  const whole = end.getTime() - anchor.getTime();
  return inOrder.reduce((sum, one, index) => {
    const until = inOrder[index + 1]?.startAt ?? end;
    return sum + (Number(one.creditsPerMonth) * (until.getTime() - one.startAt.getTime())) / whole;
  }, 0);
}
