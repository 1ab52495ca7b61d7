import fc from "fast-check";
import { expect, test } from "vitest";
import { dueWindows, nextPaidWindow } from "@/lib/billing/refills/due-windows";
import { invoiceOf } from "@/lib/billing/testing/paid-lines";
import { windowAt, windowNumber } from "@/lib/billing/windows/windows";

// readRefillables leaves the earlier windows of such a free plan out: counting those of several years takes long.
test("of a free plan that resets, only the current window is due, whichever was owed first", () => {
  const moment = fc.date({
    min: new Date("2026-01-01T00:00:00Z"),
    max: new Date("2031-01-01T00:00:00Z"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(moment, fc.nat({ max: 40 }), moment, (anchorAt, began, now) => {
      fc.pre(now >= anchorAt);
      const lines = invoiceOf("", anchorAt, { startAt: anchorAt, endAt: new Date(8.64e15), creditsPerMonth: 50n });
      const paid = lines.map((line) => ({ ...line, invoice: null, paymentId: null }));
      const plan = { id: "free", anchorAt, policy: "RESET", owedSince: null, paid } as const;
      const current = windowAt(anchorAt, now)?.start ?? anchorAt;
      const first = windowNumber(anchorAt, Math.min(began, windowAt(anchorAt, now)?.index ?? 0)).start;
      const due = dueWindows({ ...plan, firstOwed: current }, now);
      expect(due.map(({ start }) => start)).toEqual([current]);
      expect(due).toEqual(dueWindows({ ...plan, firstOwed: first }, now));
      expect(nextPaidWindow({ ...plan, firstOwed: current }, now)).toEqual(
        nextPaidWindow({ ...plan, firstOwed: first }, now),
      );
    }),
    { numRuns: 200 },
  );
});
