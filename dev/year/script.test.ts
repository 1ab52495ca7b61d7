import { expect, test } from "vitest";
import { addMonths } from "@/lib/time";
import type { PersonalAct } from "./acts";
import { cardOf } from "./cards";
import { writeScript } from "./script";
import { STORIES } from "./told-lives";

const from = new Date("2026-01-15T10:30:00Z");
const year = { from, to: addMonths(from, 12), users: 300, seed: 14 };
const short = { from, to: addMonths(from, 3), users: 24, seed: 14 };

/** Everything somebody, a bank or an admin can do about a person. */
const EVERY_ACT: Record<PersonalAct["do"], true> = {
  "sign up": true,
  verify: true,
  subscribe: true,
  "change plan": true,
  cancel: true,
  resume: true,
  "replace card": true,
  "pay open invoice": true,
  "buy pack": true,
  "pay pack by bank": true,
  "top up": true,
  "auto top-up": true,
  redeem: true,
  spend: true,
  hold: true,
  "failed work": true,
  "delete account": true,
  gift: true,
  "take back": true,
  refund: true,
  note: true,
  dispute: true,
  "decide dispute": true,
};

test("the same seed writes the same year, and another one another", () => {
  expect(writeScript(year)).toEqual(writeScript(year));
  expect(writeScript({ ...year, seed: 15 })).not.toEqual(writeScript(year));
});

test("a year has as many people as were asked for, all different, with acts in order between its first and last moment", () => {
  const { lives, first } = writeScript(year);
  expect(new Set(lives.map(({ email }) => email)).size).toBe(300);
  expect(lives.every(({ email }) => /@(example\.(com|org|net)|[a-z-]+\.example)$/.test(email))).toBe(true);
  const [begin, end] = [from, year.to].map((at) => (at.getTime() - first.getTime()) / 3_600_000);
  for (const { acts } of lives) {
    const hours = acts.map(({ hour }) => hour);
    expect(acts[0]?.act.do).toBe("sign up");
    expect(hours).toEqual(hours.toSorted((a, b) => a - b));
    expect(hours.every((hour) => hour >= (begin ?? 0) && hour < (end ?? 0))).toBe(true);
  }
});

test.each([year, short])("of $users users, every kind of act occurs", (options) => {
  const { lives, business } = writeScript(options);
  const done = new Set(lives.flatMap(({ acts }) => acts.map(({ act }) => act.do)));
  // Who verifies and redeems in a short year is up to chance.
  const certain = Object.keys(EVERY_ACT).filter((name) => options === year || !["verify", "redeem"].includes(name));
  expect(certain.filter((name) => !done.has(name as PersonalAct["do"]))).toEqual([]);
  expect(new Set(business.map(({ act }) => act.do))).toEqual(new Set(["create code", "offer trial"]));
  expect(lives.length).toBeGreaterThan(Object.keys(STORIES).length);
});

test("the business grows: more people sign up in the second half than in the first", () => {
  const { lives } = writeScript(year);
  const half = lives.filter(({ acts }) => (acts[0]?.hour ?? 0) < 183 * 24).length;
  expect(half).toBeLessThan(140);
});

test("cards have a valid check digit and belong to one person", () => {
  const cards = Array.from({ length: 300 }, (_, person) => cardOf(person));
  expect(new Set(cards).size).toBe(300);
  for (const card of cards) {
    const sum = [...card].reverse().reduce((total, digit, place) => {
      const value = Number(digit) * (place % 2 === 0 ? 1 : 2);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
    expect([card.length, sum % 10]).toEqual([16, 0]);
  }
});
