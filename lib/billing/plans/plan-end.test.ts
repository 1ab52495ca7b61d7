import { describe, expect, it } from "vitest";
import { withPlanEnd } from "@/lib/billing/plans/plan-end";
import type { Balance } from "@/lib/ledger/types";

const grace = new Date("2026-12-24T09:00:00Z");
const end = new Date("2026-12-21T09:00:00Z");

function balanceOf(...lots: { kind: "PLAN" | "PACK"; expiresAt: Date | null }[]): Balance {
  return { lots } as unknown as Balance;
}

const ends = (balance: Balance) => balance.lots.map((lot) => lot.expiresAt);

describe("the end of plan credits", () => {
  it("is the subscription's end when it is set to end: no renewal follows that a grace period would wait for", () => {
    const balance = balanceOf({ kind: "PLAN", expiresAt: grace }, { kind: "PLAN", expiresAt: null });
    expect(ends(withPlanEnd(balance, end))).toEqual([end, end]);
  });

  it("is the lot's own expiry when that is earlier, or when the subscription continues", () => {
    expect(ends(withPlanEnd(balanceOf({ kind: "PLAN", expiresAt: end }), grace))).toEqual([end]);
    expect(ends(withPlanEnd(balanceOf({ kind: "PLAN", expiresAt: grace }), null))).toEqual([grace]);
  });

  it("never affects credits from packs", () => {
    expect(ends(withPlanEnd(balanceOf({ kind: "PACK", expiresAt: null }), end))).toEqual([null]);
  });
});
