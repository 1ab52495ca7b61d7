import { expect, test } from "vitest";
import { paceOf } from "@/lib/billing/refills/pace";

/** A pace of 1,000 a second, or one a millisecond. */
function paced() {
  const clock = { now: 0 };
  const waits: number[] = [];
  const wait = async (milliseconds: number) => {
    waits.push(milliseconds);
  };
  return { pace: paceOf(1_000, { now: () => clock.now, wait }), clock, waits };
}

test("the first begin at once, and the next wait for the time that those before them are given", async () => {
  const { pace, clock, waits } = paced();
  await pace(50);
  expect(waits).toEqual([]);
  clock.now = 20;
  await pace(5);
  expect(waits).toEqual([30]);
  clock.now = 50;
  await pace(1);
  expect(waits).toEqual([30, 5]);
});

test("those that ask at the same time take turns", async () => {
  const { pace, waits } = paced();
  await Promise.all([pace(30), pace(20), pace(10)]);
  expect(waits).toEqual([30, 50]);
});

test("time in which none began is not made up for", async () => {
  const { pace, clock, waits } = paced();
  await pace(10);
  clock.now = 10_000;
  await pace(10);
  await pace(10);
  expect(waits).toEqual([10]);
});
