import { expect, test } from "vitest";
import { RESIDENT_DAYS, residentsMonth } from "./resident";

test("the month of the demo's own account begins at its start, keeps its order and ends within thirty days", () => {
  const acts = residentsMonth(100);
  const hours = acts.map(({ hour }) => hour);
  expect(hours).toEqual(hours.toSorted((one, other) => one - other));
  expect(Math.min(...hours)).toBeGreaterThanOrEqual(100);
  expect(Math.max(...hours)).toBeLessThan(100 + RESIDENT_DAYS * 24);
  const kinds = new Set(acts.map(({ act }) => act.do));
  expect([...kinds].toSorted()).toEqual(["buy pack", "failed work", "gift", "hold", "spend"]);
});

test("it subscribes to nothing, so that a plan is still to be bought", () => {
  expect(residentsMonth(0).filter(({ act }) => act.do === "subscribe")).toEqual([]);
});
