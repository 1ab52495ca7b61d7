import { expect, test } from "vitest";
import { parseUsageFilter, usageHref, usageQuery, withoutField } from "@/components/usage/usage-filter";

const RANGE = {
  name: "month",
  first: "2026-11-01",
  last: "2026-11-29",
  comparison: "month_before",
  changes: [],
} as const;

test("a filter in the address is read as it was written, together with its days", () => {
  const filter = { meter: "chat", subject: "Ada & Bob", model: "a/b:1", project: "p", run: "r=1", tags: "night" };
  const query = Object.fromEntries(new URLSearchParams(usageQuery(RANGE, filter)));
  expect(query).toMatchObject({ range: "month", tag: "night" });
  expect(parseUsageFilter(query)).toEqual({ filter, ignored: [] });
});

test("an empty field of the form is no filter, and what no spend can have is ignored and named", () => {
  const query = {
    meter: "",
    model: "x".repeat(101),
    run: ["a", "b"],
    project: "a\u0000",
    tag: "x".repeat(100),
    other: "y",
  };
  expect(parseUsageFilter(query)).toEqual({ filter: { tags: "x".repeat(100) }, ignored: ["model", "project", "run"] });
});

test("one value can be taken away, and the grouping stays", () => {
  const left = withoutField({ model: "m", tags: "t" }, "tags");
  expect(usageHref({ ...RANGE, changes: [] }, left, "run")).toBe("/usage?range=month&model=m&by=run");
});
