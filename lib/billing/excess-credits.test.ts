import { describe, expect, it } from "vitest";
import { excessCredits } from "@/lib/billing/excess-credits";
import type { PaidStretch } from "@/lib/billing/window-credits";

const at = (iso: string) => new Date(`${iso}T10:00:00Z`);
const anchorAt = at("2026-01-01");

const stretch = (planId: string, creditsPerMonth: bigint, startAt: Date): PaidStretch => ({
  planId,
  planName: planId,
  creditsPerMonth,
  startAt,
  endAt: at("2027-01-01"),
  paymentId: null,
});
const pro = stretch("pro", 400n, anchorAt);

const lot = (id: string, amount: bigint, windowStart: Date, plan = "") => ({
  id,
  amount,
  windowStart,
  sourceKey: `refill:sub:${windowStart.toISOString()}${plan}`,
});

describe("what came and is owed no more", () => {
  it("is nothing while every window has what it is owed", () => {
    const lots = [lot("first", 400n, anchorAt), lot("second", 400n, at("2026-02-01"))];
    expect(excessCredits({ id: "sub", anchorAt, paid: [pro] }, lots, at("2026-02-15"))).toEqual([]);
  });

  it("is nothing when a plan that nobody paid for gives less from now on", () => {
    const free = stretch("free", 30n, anchorAt);
    expect(excessCredits({ id: "sub", anchorAt, paid: [free] }, [lot("a", 50n, anchorAt)], at("2026-01-15"))).toEqual(
      [],
    );
  });

  it("is the difference, of a window that began after a change down, and the unused part of the one it fell into", () => {
    const down = stretch("starter", 200n, at("2026-01-17"));
    const lots = [lot("first", 400n, anchorAt), lot("second", 400n, at("2026-02-01"))];
    const excess = excessCredits({ id: "sub", anchorAt, paid: [pro, down] }, lots, at("2026-02-15"));
    // 15 of 31 days: 200 x 15 / 31 = 96.8, rounded up.
    expect(excess).toEqual([
      expect.objectContaining({ credits: 97n, lotIds: ["first"], sourceKey: expect.stringMatching(/^downgrade:/) }),
      { credits: 200n, lotIds: ["second"], sourceKey: `excess:${lots[1]?.sourceKey}` },
    ]);
  });

  it("leaves a change within the current month to its own rule", () => {
    const down = stretch("starter", 200n, at("2026-01-17"));
    const lots = [lot("first", 400n, anchorAt)];
    expect(excessCredits({ id: "sub", anchorAt, paid: [pro, down] }, lots, at("2026-01-20"))).toEqual([]);
  });

  it("is all of a lot that an upgrade had brought and a change back in the same second took away", () => {
    const [up, back] = [stretch("creator", 1_000n, anchorAt), stretch("pro", 400n, anchorAt)];
    const lots = [lot("first", 400n, anchorAt), lot("more", 600n, anchorAt, ":creator")];
    expect(excessCredits({ id: "sub", anchorAt, paid: [pro, up, back] }, lots, at("2026-01-02"))).toMatchObject([
      { credits: 600n, lotIds: ["more"] },
    ]);
  });

  it("is all of a window that never came, because a new period had begun before it", () => {
    const anchored = at("2026-01-17");
    const monthly = { ...stretch("starter", 200n, anchored), endAt: at("2026-02-17") };
    const lots = [
      lot("stray", 400n, at("2026-02-01")),
      lot("new", 200n, anchored),
      lot("trial", 9n, at("2026-02-02"), ":trial"),
    ];
    const refilled = { id: "sub", anchorAt: anchored, paid: [pro, monthly] };
    expect(excessCredits(refilled, lots, at("2026-02-15"))).toEqual([
      { credits: 400n, lotIds: ["stray"], sourceKey: `excess:${lots[0]?.sourceKey}` },
    ]);
  });
});
