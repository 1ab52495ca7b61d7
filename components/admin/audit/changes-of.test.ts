import { expect, test } from "vitest";
import { changesOf } from "@/components/admin/audit/changes-of";

test("a change shows the value before and after, and what was added or removed", () => {
  expect(changesOf({ balance: 200, gone: "x" }, { balance: 250, amount: 50 })).toEqual([
    { name: "balance", text: "200 → 250" },
    { name: "gone", text: "was x" },
    { name: "amount", text: "50" },
  ]);
  expect(changesOf(null, ["a"])).toEqual([{ name: "value", text: '["a"]' }]);
  expect(changesOf(null, null)).toEqual([]);
  expect(changesOf({ refundedCents: 0 }, { refundedCents: 500, seq: 23, expiresAt: null })).toEqual([
    { name: "refunded, in cents", text: "0 → 500" },
    { name: "entry", text: "23" },
  ]);
});
