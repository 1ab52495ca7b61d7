import fc from "fast-check";
import { expect, test } from "vitest";
import { proveWithin } from "@/dev/testing/prove-within";

test("the first run is always made, none begins after the limit, and what was begun is waited for", async () => {
  const seen: string[] = [];
  const property = fc.asyncProperty(fc.integer(), async () => {
    seen.push("begun");
    await new Promise((resolve) => setImmediate(resolve));
    seen.push("ended");
  });
  await proveWithin(0, property, { numRuns: 50 });
  expect(seen).toEqual(["begun", "ended"]);
});

test("a property that does not hold fails", async () => {
  const property = fc.asyncProperty(fc.integer(), async () => expect(1).toBe(2));
  await expect(proveWithin(10_000, property, { numRuns: 5 })).rejects.toThrow("Property failed");
});
