import { expect, it } from "vitest";
import { BLANK, type Row } from "@/lib/analytics/rows/row";
import { endOfRows, sumRows } from "@/lib/analytics/rows/sum-rows";

const row = (some: Partial<Row>): Row => ({
  ...BLANK,
  userId: null,
  email: null,
  what: "",
  place: { value: "", id: "" },
  ...some,
});
const usd = (cents: bigint) => [{ cents, currency: "usd" }];

it("adds up rows in what their number is measured in", () => {
  const rows = [row({ money: usd(6_000n), credits: 5n }), row({ money: usd(-174n), credits: -2n })];
  expect(sumRows(rows, { money: [] })).toEqual({ money: usd(5_826n) });
  expect(sumRows(rows, { credits: 0n, count: 0 })).toEqual({ credits: 3n, count: 2 });
  expect(sumRows([], { money: usd(1n) })).toEqual({ money: [] });
});

it("ends rows at the last rollup when the range goes on", () => {
  const [noon, evening] = [new Date("2026-11-01T12:00:00Z"), new Date("2026-11-01T18:00:00Z")];
  expect(endOfRows(evening, noon)).toEqual(noon);
  expect(endOfRows(noon, evening)).toEqual(noon);
  expect(endOfRows(evening, undefined)).toEqual(evening);
});
