import { expect, test } from "vitest";
import { type CalculatorMeter, parseState } from "@/components/calculator/calculator-state";
import { withEarlyEntries } from "@/components/calculator/early-entries";
import { sliderStops, stopOf } from "@/components/calculator/slider-scale";

const meter = (key: string): CalculatorMeter => ({
  ...{ key, name: key, unit: key, credits: 4n, perUnits: 1n, rounding: "UP", minimumCredits: 4n },
});
const meters = [meter("image"), meter("minute")];
const before = parseState({ image: "20", minute: "30", "minute.requests": "2" }, meters);
const stops = sliderStops(meter("image"));
const untouched = {
  interval: "month",
  entered: {
    image: { stop: stopOf(stops, "20"), quantity: "20", requests: "" },
    minute: { stop: stopOf(stops, "30"), quantity: "30", requests: "2" },
  },
};
const { image, minute } = untouched.entered;

test("what was moved, typed and chosen before the scripts ran is calculated, and nothing else changes", () => {
  expect(withEarlyEntries(before, meters, untouched)).toBe(before);
  expect(withEarlyEntries(before, meters, { entered: {}, interval: null })).toBe(before);
  const moved = { ...untouched, entered: { image: { ...image, stop: stops.length - 1 }, minute } };
  expect(withEarlyEntries(before, meters, moved)).toEqual({
    interval: "MONTH",
    entered: { ...before.entered, image: { quantity: "10,000", requests: "" } },
  });
  const typed = { entered: { image: { ...image, quantity: "95" }, minute: { ...minute, requests: "3" } } };
  expect(withEarlyEntries(before, meters, { ...typed, interval: "year" })).toEqual({
    interval: "YEAR",
    entered: { image: { quantity: "95", requests: "" }, minute: { quantity: "30", requests: "3" } },
  });
});
