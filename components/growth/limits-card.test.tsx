import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { LimitsCard } from "@/components/growth/limits-card";
import type { Entitlement } from "@/lib/billing/entitlements/types";

const RESET = new Date("2026-10-21T00:00:00Z");
const entitlement = (some: Partial<Entitlement>): Entitlement => ({
  feature: "exports",
  name: "Exports a month",
  unit: "",
  unitPlural: "",
  kind: "limit",
  per: "window",
  values: null,
  limit: 20n,
  used: 0n,
  remaining: 20n,
  resetsAt: RESET,
  ...some,
});

it("shows only limits that the plan includes, and no reset of one that was taken away", () => {
  const none = entitlement({ limit: 0n, remaining: 0n });
  expect(renderToStaticMarkup(<LimitsCard hasPlan entitlements={[none]} />)).toBe("");
  const images = entitlement({ feature: "images", name: "Images" });
  const both = renderToStaticMarkup(<LimitsCard hasPlan entitlements={[none, images]} />);
  expect(both).toContain("Images");
  expect(both).not.toContain("Exports");
  const lost = renderToStaticMarkup(<LimitsCard hasPlan entitlements={[{ ...none, used: 3n }]} />);
  expect(lost).toContain("3 used, no longer included in your plan");
  expect(lost).not.toContain("resets on");
});

it("does not speak of a plan to someone who has none", () => {
  expect(renderToStaticMarkup(<LimitsCard hasPlan={false} entitlements={[entitlement({})]} />)).not.toContain(
    "your plan",
  );
});

it("counts in the feature's unit, with its own plural", () => {
  const storage = { name: "Storage", unit: "GB", unitPlural: "GB", used: 1n, limit: 3n };
  expect(renderToStaticMarkup(<LimitsCard hasPlan entitlements={[entitlement(storage)]} />)).toContain(
    "1 of 3 GB used",
  );
  const seats = { name: "Seats", unit: "seat", used: 0n, limit: 1n };
  expect(renderToStaticMarkup(<LimitsCard hasPlan entitlements={[entitlement(seats)]} />)).toContain(
    "0 of 1 seat used",
  );
});
