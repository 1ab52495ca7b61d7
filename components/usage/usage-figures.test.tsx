import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { BalanceSnapshot, LotSnapshot } from "@/components/credits/balance-snapshot";
import { UsageFigures } from "@/components/usage/usage-figures";
import type { UsageReport } from "@/lib/analytics/usage-report";

const NOW = "2026-12-29T09:30:00.000Z";
const REFILL = { at: "2027-01-29T09:00:00.000Z", credits: 400 };
const BEFORE = { first: "2026-11-01", last: "2026-11-30", total: 0n };
const report = { total: 0n, before: BEFORE, stretches: [], unit: "day" } as unknown as UsageReport;
const frozen = { remaining: 1_800, held: 0, frozen: true } as LotSnapshot;

type Given = Partial<BalanceSnapshot> & { runsOutAt?: string; paceDays?: number; waitsFor?: "overdue" };

const forecast = ({ runsOutAt, paceDays = 14, waitsFor, ...some }: Given) =>
  renderToStaticMarkup(
    <UsageFigures
      report={report}
      days={30}
      balance={{ balance: 0, held: 0, available: 0, debt: 0, lots: [], nextRefill: REFILL, asOf: NOW, ...some }}
      waitsFor={waitsFor ?? null}
      forecast={{ runsOutAt: runsOutAt ? new Date(runsOutAt) : null, paceDays }}
    />,
  )
    .replaceAll("<!-- -->", "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ")
    .replace(/^.*over 30 days /, "")
    .replaceAll(/ ([.,])/g, "$1")
    .trim();

test("a forecast of frozen, held or owed credits says so", () => {
  expect(forecast({ lots: [frozen], runsOutAt: NOW })).toBe(
    "Credits left None to spend 1,800 frozen by a dispute. The next refill is on 29 Jan 2027.",
  );
  expect(forecast({ debt: 380, nextRefill: null, waitsFor: "overdue" })).toBe(
    "Credits left None to spend 380 owed, paid by your next credits. Your credits refill when the overdue payment is made.",
  );
  expect(forecast({ available: 50, lots: [frozen], runsOutAt: "2027-01-02T09:00:00.000Z" })).toBe(
    "Credits run out 2 Jan 2027 50 available, 1,800 frozen by a dispute, at the pace of the last 14 days",
  );
  expect(forecast({ available: 50, lots: [frozen] })).toBe(
    "Credits last until the next refill on 29 Jan 2027, 1,800 frozen by a dispute, at the pace of the last 14 days",
  );
});

test("a refill that is due is not named by its date, which has passed", () => {
  const due = { nextRefill: { at: "2026-12-29T09:00:00.000Z", credits: 400 } };
  expect(forecast({ available: 90, ...due })).toBe(
    "Credits last until your renewal is paid usually within the hour, 90 available, at the pace of the last 14 days",
  );
  expect(forecast(due)).toMatch(/None to spend Your credits refill as soon as your renewal is paid/);
});

test("the pace is that of as many days as there are", () => {
  const runsOutAt = "2027-01-02T09:00:00.000Z";
  expect(forecast({ available: 50, runsOutAt, paceDays: 1 })).toBe(
    "Credits run out 2 Jan 2027 50 available, at today&#x27;s pace",
  );
  expect(forecast({ available: 50, paceDays: 3 })).toMatch(/at the pace of the last 3 days$/);
  expect(forecast({ available: 50, paceDays: 0 })).toBe(
    "Credits last until the next refill on 29 Jan 2027, nothing spent in the last 14 days",
  );
});
