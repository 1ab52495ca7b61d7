import { expect, test } from "vitest";
import { changesOf } from "@/components/admin/audit/changes-of";

test("a change shows the value before and after, and what was added or removed", () => {
  expect(changesOf({ balance: 200, gone: "x", same: 1 }, { balance: 250, amount: 50, same: 1 })).toEqual([
    { name: "balance", text: "200 → 250" },
    { name: "gone", text: "was x" },
    { name: "amount", text: "50" },
  ]);
  expect(changesOf(null, ["a"])).toEqual([{ name: "value", text: '["a"]' }]);
  expect(changesOf(null, null)).toEqual([]);
  expect(changesOf(null, { seq: 23, expiresAt: null })).toEqual([{ name: "entry", text: "23" }]);
});

test("a status or a role is in words, and other values in capitals stay as they are", () => {
  expect(changesOf({ status: "ACTIVE" }, { status: "PAST_DUE", role: "ADMIN", code: "LAUNCH" })).toEqual([
    { name: "status", text: "active → past due" },
    { name: "role", text: "admin" },
    { name: "code", text: "LAUNCH" },
  ]);
});

test("amounts carry the currency that their record names", () => {
  const refund = changesOf({ refundedCents: 0, currency: "jpy" }, { refundedCents: 500, currency: "jpy" });
  expect(refund).toEqual([{ name: "refunded", text: "¥0 → ¥500" }]);
  expect(changesOf({ refundedCents: 0 }, { refundedCents: 500 })).toEqual([
    { name: "refunded, in cents", text: "0 → 500" },
  ]);
  const plan = { prices: { month: 2_000, year: null }, currency: "usd", limits: { workflows: 3 }, features: ["A"] };
  const dearer = { ...plan, prices: { month: 2_500, year: 25_000 }, currency: "eur" };
  expect(changesOf(plan, dearer, "plan")).toEqual([
    { name: "Monthly price", text: "$20.00 → €25.00" },
    { name: "Yearly price", text: "– → €250.00" },
    { name: "Currency", text: "usd → eur" },
  ]);
  const meter = (micros: number) => ({ cost: { micros, currency: "usd" }, credits: 2 });
  expect(changesOf(meter(1_000_000), meter(2_500_000), "meter")).toEqual([
    { name: "Your cost for the units", text: "$0.01 → $0.025" },
  ]);
  expect(changesOf({ prices: ["price_1"] }, { prices: ["price_2"], complete: true }, "plan")).toEqual([
    { name: "prices", text: '["price_1"] → ["price_2"]' },
    { name: "complete", text: "true" },
  ]);
});
