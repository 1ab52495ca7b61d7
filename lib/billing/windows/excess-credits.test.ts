import { describe, expect, it } from "vitest";
import { changeOf, invoiceOf } from "@/lib/billing/testing/paid-lines";
import { excessCredits } from "@/lib/billing/windows/excess-credits";

const at = (iso: string) => new Date(`${iso}T10:00:00Z`);
const anchorAt = at("2026-01-01");
const endAt = at("2027-01-01");
const pro = invoiceOf("pro", anchorAt, { startAt: anchorAt, endAt, creditsPerMonth: 400n });
const change = (invoice: string, from: bigint, to: bigint, on: Date) =>
  invoiceOf(invoice, on, ...changeOf(from, to, on, endAt));

const lot = (id: string, amount: bigint, windowStart: Date, invoice = "pro") => ({
  id,
  origin: invoice === "trial" ? ("TRIAL" as const) : ("REFILL" as const),
  amount,
  windowStart,
  sourceKey: `refill:sub:${windowStart.toISOString()}:${invoice}`,
});
const excess = (refilled: Parameters<typeof excessCredits>[0], lots: Parameters<typeof excessCredits>[1]) =>
  excessCredits(refilled, lots).filter(({ credits }) => credits > 0n);

describe("credits that are no longer owed", () => {
  it("are none while every window has what it is owed", () => {
    const lots = [lot("first", 400n, anchorAt), lot("second", 400n, at("2026-02-01"))];
    expect(excess({ id: "sub", anchorAt, paid: pro }, lots)).toEqual([]);
  });

  it("are the difference for a window after a downgrade, and the unused part of the window it happened in", () => {
    const paid = [...pro, ...change("down", 400n, 200n, at("2026-01-17"))];
    const lots = [lot("first", 400n, anchorAt), lot("second", 400n, at("2026-02-01"))];
    // 15 of 31 days: 200 x 15 / 31 = 96.8, rounded up.
    expect(excess({ id: "sub", anchorAt, paid }, lots)).toEqual([
      expect.objectContaining({ credits: 97n, lotIds: ["first"], changedTo: "200" }),
      expect.objectContaining({ credits: 200n, lotIds: ["second"], changedTo: "200" }),
    ]);
  });

  it("are all of a lot that an upgrade added and a downgrade in the same second removed", () => {
    const paid = [...pro, ...change("up", 400n, 1_000n, anchorAt), ...change("back", 1_000n, 400n, anchorAt)];
    const lots = [lot("first", 400n, anchorAt), lot("more", 600n, anchorAt, "up")];
    expect(excess({ id: "sub", anchorAt, paid }, lots)).toMatchObject([{ credits: 600n, lotIds: ["first", "more"] }]);
  });

  it("are none of a month that was charged again and not credited", () => {
    const moved = at("2026-01-17");
    const again = invoiceOf("again", moved, { startAt: moved, endAt: at("2026-02-17"), creditsPerMonth: 400n });
    const month = invoiceOf("pro", anchorAt, { startAt: anchorAt, endAt: at("2026-02-01"), creditsPerMonth: 400n });
    const lots = [lot("first", 400n, anchorAt), lot("new", 400n, moved, "again")];
    expect(excess({ id: "sub", anchorAt: moved, paid: [...month, ...again] }, lots)).toEqual([]);
  });

  it("are all of a window that never started, because a new period began before it and the old one was credited", () => {
    const moved = at("2026-01-17");
    const paid = [
      ...pro,
      ...invoiceOf(
        "monthly",
        moved,
        { startAt: moved, endAt, creditsPerMonth: 400n, isCredit: true, isProration: true },
        { startAt: moved, endAt: at("2026-02-17"), creditsPerMonth: 200n },
      ),
    ];
    const lots = [
      lot("stray", 400n, at("2026-02-01")),
      lot("new", 200n, moved, "monthly"),
      lot("trial", 9n, at("2026-02-02"), "trial"),
    ];
    expect(excess({ id: "sub", anchorAt: moved, paid }, lots)).toMatchObject([{ credits: 400n, lotIds: ["stray"] }]);
  });
});
