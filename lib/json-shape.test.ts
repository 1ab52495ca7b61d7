import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonShape } from "./json-shape";

const shape = (text: string) => jsonShape(Buffer.from(text));

test.each([
  ['{"a":1,"b":[{},[2]]}', { parts: 6, depth: 3, widest: "b" }],
  ['{"a":{"x":[]},"\\u0062\\"":[1,2]}', { parts: 7, depth: 3, widest: "a" }],
  ['"{[:"', { parts: 0, depth: 0, widest: null }],
  ['["\\"{",":\\\\"]', { parts: 1, depth: 1, widest: null }],
  ["", { parts: 0, depth: 0, widest: null }],
  ['{"\\x":{', { parts: 3, depth: 2, widest: null }],
])("%s", (text, expected) => {
  expect(shape(text)).toEqual(expected);
});

test("matches the parsed value", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      expect(shape(JSON.stringify(value))).toMatchObject({ parts: partsOf(value), depth: depthOf(value) });
    }),
  );
});

function partsOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const inner = Object.values(value).reduce((sum: number, one) => sum + partsOf(one), 0);
  return inner + 1 + (Array.isArray(value) ? 0 : Object.keys(value).length);
}

function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}
