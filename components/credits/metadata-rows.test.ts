import fc from "fast-check";
import { expect, test } from "vitest";
import { metadataRows } from "@/components/credits/metadata-rows";

const shown = (metadata: Record<string, unknown>) =>
  metadataRows(metadata).map(({ label, text }) => `${label}: ${text}`);

test("metadata reads as labelled rows, whatever its keys and levels", () => {
  expect(shown({ jobId: "j-1", source_URL: "https://a.example", isRetry: false, note: null, empty: {} })).toEqual([
    ...["Job id: j-1", "Source URL: https://a.example", "Is retry: no", "Note: none", "Empty: none"],
  ]);
  expect(
    shown({ model: { name: "large", "max-tokens": 5 }, tags: ["a", "b"], parts: [{ page: 1 }, { page: 2 }] }),
  ).toEqual([
    ...["Model, name: large", "Model, max tokens: 5", "Tags: a, b", "Parts, 1, page: 1", "Parts, 2, page: 2"],
  ]);
  expect(shown({})).toEqual([]);
  expect(shown({ job_id: "a", jobId: "b" })).toEqual(["Job id: a", "Job id: b"]);
});

test("no value of any metadata is left out or shown as an object", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (metadata) => {
      const rows = metadataRows(metadata as Record<string, unknown>);
      expect(rows.every(({ text }) => text !== "[object Object]")).toBe(true);
      expect(rows.length).toBeGreaterThanOrEqual(Object.keys(metadata).length);
      expect(new Set(rows.map(({ path }) => path)).size).toBe(rows.length);
    }),
    { numRuns: 100 },
  );
});
