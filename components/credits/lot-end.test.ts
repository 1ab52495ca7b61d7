import { expect, test } from "vitest";
import { lotEnd } from "@/components/credits/lot-end";

const refill = new Date("2026-12-29T09:00:00Z");
const grace = new Date("2027-01-01T09:00:00Z");

test("plan credits that do not roll over end with the next refill, not with their grace period", () => {
  expect(lotEnd({ kind: "PLAN", expiresAt: grace }, refill)).toEqual(refill);
});

test("other credits, plan credits without a refill ahead, and those that never expire end when their lot says", () => {
  expect(lotEnd({ kind: "PROMO", expiresAt: grace }, refill)).toEqual(grace);
  expect(lotEnd({ kind: "PLAN", expiresAt: grace }, null)).toEqual(grace);
  expect(lotEnd({ kind: "PLAN", expiresAt: null }, refill)).toBeNull();
});
