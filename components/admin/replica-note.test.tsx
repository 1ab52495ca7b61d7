import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { replicaFacts } from "@/components/admin/health/facts";
import { ReplicaNote } from "@/components/admin/replica-note";

const NOW = new Date("2026-12-24T12:03:09Z");
const words = (behindMs: number | null) =>
  renderToStaticMarkup(<ReplicaNote behindMs={behindMs} now={NOW} />).replaceAll(/<[^>]*>/g, "");

test("a page says as of when it was read from a replica, and nothing when it was read from the primary", () => {
  expect(words(4_000)).toBe(" Read from a replica as of 12:03:05, 4 s behind.");
  expect(words(20)).toBe(" Read from a replica as of 12:03:08, less than 1 s behind.");
  expect(words(null)).toBe("");
});

test("the health page says where reports are read, and why not from the replica", () => {
  const facts = (behindMs: number, trouble: string | null) =>
    replicaFacts({ behindMs, trouble }, 30).map(({ value, note, bad }) => ({ value, note, bad }));
  expect(facts(4_000, null)).toMatchObject([
    { value: "the replica", note: null, bad: false },
    { value: "4 s behind", note: "not used above 30 s" },
  ]);
  expect(facts(Number.POSITIVE_INFINITY, "connect ECONNREFUSED")).toMatchObject([
    { value: "the primary", note: "connect ECONNREFUSED", bad: true },
    { value: "unknown" },
  ]);
});
