import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeOf, invoiceOf } from "@/lib/billing/testing/paid-lines";
import type { PaidLine } from "@/lib/billing/windows/paid-lines";
import { owedWindows } from "@/lib/billing/windows/window-credits";
import { windowNumber } from "@/lib/billing/windows/windows";
import { addMonths } from "@/lib/time";

const at = (iso: string) => new Date(iso);
const anchorAt = at("2026-01-31T10:00:00Z");
const yearEnd = at("2027-01-31T10:00:00Z");
const year = invoiceOf("year", anchorAt, { startAt: anchorAt, endAt: yearEnd, creditsPerMonth: 200n });

const windowsOf = (paid: PaidLine[], from = anchorAt) =>
  owedWindows({ id: "sub", anchorAt: from, paid }, { until: at("2028-01-01T00:00:00Z") });

/** The credits and plan of each share that the numbered window is owed. */
const owed = (index: number, paid: PaidLine[], from = anchorAt) =>
  windowsOf(paid, from)
    .find(({ start }) => start.getTime() === windowNumber(from, index).start.getTime())
    ?.shares.map(({ credits, planName }) => [credits, planName]) ?? [];

const upgrade = (iso: string) => invoiceOf(`up ${iso}`, at(iso), ...changeOf(200n, 400n, at(iso), yearEnd));

describe("what a window is owed", () => {
  it("is the plan's credits when one payment pays for it, in each month of a year and in none after", () => {
    for (const month of [0, 1, 5, 11]) expect(owed(month, year)).toEqual([[200n, "200"]]);
    expect(owed(12, year)).toEqual([]);
  });

  it("is the difference for the unused part when the plan is changed within it, rounded down", () => {
    // 31 January 10:00 to 28 February 10:00 is 28 days; 10 days in, 18 are left: 200 x 18 / 28 = 128.57.
    expect(owed(0, [...year, ...upgrade("2026-02-10T10:00:00Z")])).toEqual([
      [200n, "200"],
      [128n, "400"],
    ]);
  });

  it("is split between the payments that stand for it after an upgrade of a year", () => {
    const paid = [...year, ...upgrade("2026-02-10T10:00:00Z")];
    expect(windowsOf(paid)[1]?.shares).toMatchObject([
      { credits: 200n, paymentId: "payment of year" },
      { credits: 200n, paymentId: "payment of up 2026-02-10T10:00:00Z" },
    ]);
  });

  it("is clawed back in part when the plan is downgraded mid-window and the price difference is credited", () => {
    const down = invoiceOf(
      "down",
      at("2026-02-14T10:00:00Z"),
      ...changeOf(200n, 50n, at("2026-02-14T10:00:00Z"), yearEnd),
    );
    expect(windowsOf([...year, ...down])[0]).toMatchObject({ shares: [{ credits: 125n }], changedTo: "50" });
    expect(owed(1, [...year, ...down])).toEqual([[50n, "200"]]);
  });

  it("takes a credit from the former invoice first, and never more than was owed", () => {
    const back = at("2026-02-20T10:00:00Z");
    const paid = [
      ...year,
      ...upgrade("2026-02-10T10:00:00Z"),
      ...invoiceOf("back", back, ...changeOf(400n, 200n, back, yearEnd)),
    ];
    // 128 for 18 days, less 200 x 8 / 28 = 57.1, rounded up: 70 for ten days.
    expect(owed(0, paid)).toEqual([
      [200n, "200"],
      [70n, "400"],
    ]);
    expect(owed(1, paid)).toEqual([[200n, "200"]]);
    const alone = paid.filter(({ invoice }) => invoice !== "year");
    expect(owed(0, alone)).toEqual([[70n, "400"]]);
    expect(
      owed(
        0,
        paid.filter(({ invoice }) => invoice === "back"),
      ),
    ).toEqual([]);
  });

  it("counts changes that one later invoice settles as one sum", () => {
    const [up, back, end] = [at("2026-02-10T10:00:00Z"), at("2026-02-10T12:00:00Z"), windowNumber(anchorAt, 0).end];
    const month = invoiceOf("first", anchorAt, { startAt: anchorAt, endAt: end, creditsPerMonth: 200n });
    const renewal = invoiceOf(
      "renewal",
      end,
      ...changeOf(200n, 1_000n, up, end),
      ...changeOf(1_000n, 200n, back, end),
      { startAt: end, endAt: windowNumber(anchorAt, 1).end, creditsPerMonth: 200n },
    );
    // 800 x 2 hours of 28 days = 2.4.
    expect(owed(0, [...month, ...renewal])).toEqual([
      [200n, "200"],
      [2n, "200"],
    ]);
    expect(owed(1, [...month, ...renewal])).toEqual([[200n, "200"]]);
  });

  it("is the part of a month that is charged before a later anchor", () => {
    const joined = at("2026-01-10T10:00:00Z");
    const stub = invoiceOf("stub", joined, { startAt: joined, endAt: anchorAt, creditsPerMonth: 310n });
    // 21 of the 31 days from 31 December.
    expect(owed(-1, stub)).toEqual([[210n, "310"]]);
  });
});

describe("a new period within the old one", () => {
  const moved = at("2026-02-14T10:00:00Z");
  const fresh = invoiceOf("fresh", moved, { startAt: moved, endAt: addMonths(moved, 12), creditsPerMonth: 400n });
  const monthEnd = windowNumber(anchorAt, 0).end;
  const month = invoiceOf("month", anchorAt, { startAt: anchorAt, endAt: monthEnd, creditsPerMonth: 200n });
  const credit = (endAt: Date) =>
    invoiceOf("fresh", moved, { startAt: moved, endAt, creditsPerMonth: 200n, isCredit: true, isProration: true });

  it("owes the old window its used part when the rest was credited", () => {
    const windows = windowsOf([...month, ...credit(monthEnd), ...fresh], moved);
    expect(windows[0]).toMatchObject({ start: anchorAt, closesAt: moved, shares: [{ credits: 100n }] });
    expect(windows[1]).toMatchObject({ start: moved, shares: [{ credits: 400n }] });
  });

  it("owes it in full when nothing was credited, and the new one, too", () => {
    const windows = windowsOf([...month, ...fresh], moved);
    expect(windows[0]).toMatchObject({ start: anchorAt, shares: [{ credits: 200n }], changedTo: null });
    expect(owed(0, [...month, ...fresh], moved)).toEqual([[400n, "400"]]);
  });

  it("still owes what was paid and not credited of a year, within the new windows", () => {
    const both = windowsOf([...year, ...fresh], moved);
    // The old window ends on 28 February: its last 14 days overlap the new one, and 14 of 28 days come from the next.
    expect(both[1]?.shares.map(({ credits }) => credits)).toEqual([100n, 400n]);
    expect(both[2]?.shares.map(({ credits }) => credits)).toEqual([200n, 400n]);
    const credited = windowsOf([...year, ...credit(yearEnd), ...fresh], moved);
    expect(credited[1]?.shares.map(({ credits }) => credits)).toEqual([400n]);
  });

  it("has one window per start, even if two of the old periods began in the same second", () => {
    const swapped = invoiceOf(
      "swapped",
      anchorAt,
      { startAt: anchorAt, endAt: yearEnd, creditsPerMonth: 200n, isCredit: true, isProration: true },
      { startAt: anchorAt, endAt: windowNumber(anchorAt, 0).end, creditsPerMonth: 1_000n },
    );
    const granted = new Set([anchorAt.getTime()]);
    const refilled = { id: "sub", anchorAt: moved, paid: [...year, ...swapped, ...fresh] };
    const windows = owedWindows(refilled, { until: at("2026-03-10T00:00:00Z"), granted });
    expect(windows.map(({ start }) => start)).toEqual([...new Set(windows.map(({ start }) => start))]);
    // As before the new period: 200 for the year's first month, and 800 more for its replacement.
    expect(windows[0]?.shares.map(({ credits }) => credits)).toEqual([200n, 800n]);
  });

  it("recognizes a window that was granted before the change was synced", () => {
    const granted = new Set([windowNumber(anchorAt, 1).start.getTime()]);
    const refilled = { id: "sub", anchorAt: moved, paid: [...year, ...credit(yearEnd), ...fresh] };
    const windows = owedWindows(refilled, { until: at("2026-03-10T00:00:00Z"), granted });
    expect(windows.find(({ isReplaced }) => isReplaced)).toMatchObject({
      start: windowNumber(anchorAt, 1).start,
      shares: [],
    });
  });
});

it("is at most what the time on each plan is worth, whatever changes in whatever order, invoiced at once or later", () => {
  const changes = fc.array(
    fc.record({
      plan: fc.constantFrom(50n, 200n, 400n, 1_000n),
      minute: fc.integer({ min: 1, max: 40_319 }),
      isInvoicedNow: fc.boolean(),
    }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(changes, (list) => {
      const end = windowNumber(anchorAt, 0).end;
      let plan = 200n;
      let worth = 200;
      const paid = invoiceOf("first", anchorAt, { startAt: anchorAt, endAt: end, creditsPerMonth: plan });
      for (const { plan: to, minute, isInvoicedNow } of list.toSorted((a, b) => a.minute - b.minute)) {
        const moment = new Date(anchorAt.getTime() + minute * 60_000);
        const [invoice, on] = isInvoicedNow ? [`${paid.length}`, moment] : ["renewal", end];
        paid.push(...invoiceOf(invoice, on, ...changeOf(plan, to, moment, end)));
        worth += (Number(to - plan) * (end.getTime() - moment.getTime())) / (end.getTime() - anchorAt.getTime());
        plan = to;
      }
      const [window] = windowsOf(paid);
      const shares = window?.shares ?? [];
      expect(new Set(shares.map(({ sourceKey }) => sourceKey)).size).toBe(shares.length);
      const total = shares.reduce((sum, { credits }) => sum + credits, 0n);
      const invoices = new Set(paid.map(({ invoice }) => invoice)).size;
      expect(Number(total)).toBeLessThanOrEqual(worth + 1e-6);
      expect(Number(total)).toBeGreaterThan(worth - invoices - 1e-6);
    }),
    { numRuns: 2_000 },
  );
});
