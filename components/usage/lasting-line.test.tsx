import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { LastingLine } from "@/components/usage/lasting-line";

const NOW = "2026-12-01T12:00:00.000Z";
const REFILL = { at: "2026-12-20T12:00:00.000Z", credits: 400 };
const END = new Date("2026-12-05T12:00:00Z");

const line = (
  runsOutAt: Date | null,
  paceDays: number,
  some: { available?: number; nextRefill?: typeof REFILL | null } = {},
) =>
  renderToStaticMarkup(
    <LastingLine
      balance={{ available: 40, nextRefill: REFILL, asOf: NOW, ...some }}
      forecast={{ runsOutAt, paceDays }}
    />,
  )
    .replaceAll(/<!-- -->|<[^>]*>/g, "")
    .replaceAll("&#x27;", "'")
    .trim();

test("says how long credits last at a pace of as many days as there are", () => {
  expect(line(END, 1)).toBe("Your credits run out on 5 Dec 2026, at today's pace.");
  expect(line(END, 3)).toBe("Your credits run out on 5 Dec 2026, at the pace of the last 3 days.");
  expect(line(null, 14)).toBe("Your credits last until the refill on 20 Dec 2026, at the pace of the last 14 days.");
});

test("says nothing without a pace, without credits, and when no end is in sight", () => {
  expect(line(END, 0)).toBe("");
  expect(line(null, 14, { available: 0 })).toBe("");
  expect(line(null, 14, { nextRefill: null })).toBe("");
  expect(line(null, 14, { nextRefill: { ...REFILL, at: NOW } })).toBe("");
});
