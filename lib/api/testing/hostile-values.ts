import fc from "fast-check";

/** Texts with a special meaning for some part of a server: JavaScript, JSON, PostgreSQL, Stripe, a URL. */
const texts = [
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "b\udc00",
  "🪣",
  "__proto__",
  "constructor",
  "toString",
  "%zz",
  "../../etc/passwd",
  "' OR 1=1 --",
  "null",
  "NaN",
  "-1",
  "0",
  "1e999",
  "9007199254740993",
  "9".repeat(400),
  "0001-01-01",
  "1969-12-31T23:59:59Z",
  "2026-02-30",
  "9999-12-31T23:59:59-01:00",
  "+275760-09-13T00:00:00Z",
  "2026-01-01T00:00:00+23:59",
  "CAT",
  "US/Pacific-New",
  "day,day,meter,",
  "00000000-0000-0000-0000-000000000000",
  "01936d3e-0000-7000-8000-000000000000",
  "c2VxOjk5OTk5OTk5OTk5OTk5OTk5OQ",
  "x".repeat(256),
];

const million = "x".repeat(1_000_000);

/** A value of a query parameter or a path. */
export const hostileText = fc.oneof(
  { weight: 60, arbitrary: fc.constantFrom(...texts) },
  { weight: 5, arbitrary: fc.string({ unit: "binary", maxLength: 20 }) },
  { weight: 1, arbitrary: fc.constant(million) },
);

const deep = (levels: number): unknown => (levels === 0 ? [] : [deep(levels - 1)]);

/** A value of a field of a body. */
export const hostileValue = fc.oneof(
  { weight: 3, arbitrary: hostileText },
  {
    weight: 3,
    arbitrary: fc.constantFrom<unknown>(
      null,
      true,
      0,
      -0,
      -1,
      0.1,
      2 ** 31,
      2 ** 53,
      1e21,
      1e308,
      5e-324,
      [],
      {},
      [[]],
      [null, null],
      Array(1001).fill({}),
      JSON.parse('{"__proto__":{"admin":true},"constructor":{"prototype":1},"toString":1}'),
      deep(500),
    ),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
);
