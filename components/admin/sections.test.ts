import { expect, test } from "vitest";
import { sectionOf } from "./sections";

test.each([
  ["/admin/plans", "Plans and packs"],
  ["/admin/plans/packs/new", "Plans and packs"],
  ["/admin/promo-codes", "Promo codes"],
  ["/admin/payments/0198c0de", "Payments"],
  ["/admin/rate-card/new", "Rate card"],
])("%s is in the section %s", (pathname, label) => {
  expect(sectionOf(pathname)?.label).toBe(label);
});

test("a path whose name only begins like a section's is not in it", () => {
  expect(sectionOf("/admin/plansible")?.label).not.toBe("Plans and packs");
});
