import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { returnPath, safeNextPath } from "@/lib/auth/next-path";

const APP = "https://refill.example";

describe("safeNextPath", () => {
  it.each(["/billing", "/credits?type=USAGE&from=2026-01-01", "/docs#keys", "/a%20b", "/admin/users/1"])(
    "keeps a path of this app: %s",
    (path) => expect(safeNextPath(path)).toBe(path),
  );

  it.each([
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/\n/evil.example",
    "\u0000/billing",
    "/a/..//evil.example",
    "/.//evil.example",
    "billing",
    "",
    "/signin?next=/billing",
    "/api/auth/signout",
    `/${"a".repeat(3000)}`,
    undefined,
    null,
    ["/billing"],
  ])("falls back for %j", (path) => expect(safeNextPath(path)).toBe("/dashboard"));

  it("gives a purchase no way back to another site", () => {
    expect(returnPath("/playground?text=1")).toBe("/playground?text=1");
    for (const path of ["//evil.example", "https://evil.example", "/\\evil.example", "", undefined]) {
      expect(returnPath(path)).toBeUndefined();
    }
  });

  it("never leaves the app, whatever the input", () => {
    const hostile = fc.string({
      unit: fc.constantFrom("/", "\\", ".", "\t", "@", ":", "e", "%2f", "?", "#", "\u0000"),
    });
    fc.assert(
      fc.property(
        fc.oneof(
          hostile,
          fc.string(),
          hostile.map((rest) => `/${rest}`),
        ),
        (path) => {
          expect(new URL(safeNextPath(path), APP).origin).toBe(APP);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
