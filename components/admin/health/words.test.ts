import { expect, test } from "vitest";
import { ageWords, sizeWords } from "./words";

test.each([
  [0, "0 bytes"],
  [1_023, "1,023 bytes"],
  [1_536, "1.5 kB"],
  [12_897_484, "12.3 MB"],
  [5 * 1024 ** 5, "5,120 TB"],
])("%d bytes are %s", (bytes, words) => expect(sizeWords(bytes)).toBe(words));

test.each([
  [0, "none"],
  [40, "40 s"],
  [720, "12 min"],
  [10_800, "3 h"],
  [172_800, "2 days"],
])("%d seconds are %s", (seconds, words) => expect(ageWords(seconds)).toBe(words));
