import { describe, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { metadata } from "@/lib/api/endpoints/spending/metadata";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";
import { POST as consume } from "./route";

const db = await testDatabase();
closeAppDatabase();

const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, 1]));
const nested = (levels: number): unknown => (levels === 0 ? 1 : { in: nested(levels - 1) });
const bytes = (count: number) => ({ text: "x".repeat(count - '{"text":""}'.length) });

describe("metadata", () => {
  test.each([
    ["nothing", {}],
    ["50 keys", keys(50)],
    ["2,048 bytes", bytes(2048)],
    ["8 levels", nested(8)],
    ["any kinds of values", { a: null, b: [1, "two", { c: false }], d: 1e300, "": "" }],
    ["names that objects have by themselves", JSON.parse('{"__proto__":{"a":1},"constructor":2}')],
  ])("may be %s, and is kept as it is", (_what, value) => {
    expect(metadata.parse(value)).toBe(value);
  });

  test.each([
    ["no object", [1], /object/],
    ["null", null, /object/],
    ["51 keys", keys(51), /50 keys/],
    ["51 keys in total", { a: keys(25), b: [keys(24)] }, /50 keys/],
    ["2,049 bytes", bytes(2049), /2048 bytes/],
    ["2,049 bytes of two-byte letters", { text: "é".repeat(1020) }, /2048 bytes/],
    ["a list of thousands", { list: Array(3000).fill(null) }, /2048 bytes/],
    ["9 levels", nested(9), /8 levels/],
    ["NUL in a name", { "a\u0000": 1 }, /stored/],
    ["half a surrogate pair", { a: ["\ud800"] }, /stored/],
  ])("may not be %s", (_what, value, message) => {
    expect(metadata.safeParse(value).error?.issues[0]?.message).toMatch(message);
  });
});

test("a million bytes of names are refused faster than they could be parsed", async () => {
  const { token } = await newPerson(db, 10);
  const names = Array.from({ length: 110_000 }, (_, at) => `"${at.toString(36)}":1`).join(",");
  const body = `{"amount":1,"metadata":{${names}}}`;
  const spend = () => call(consume, "POST", { token, body });
  const small = async () => call(consume, "POST", { token, body: { amount: 0 } });
  await spend();
  await small();

  // Checking them used to take eight times as long as parsing them.
  const parsing = await cpuMsOf(async () => void JSON.parse(body));
  const refusing = await cpuMsOf(async () => {
    expect(await spend()).toMatchObject({ status: 422, json: { errors: [{ field: "metadata" }] } });
  });
  expect(refusing).toBeLessThan(parsing);
});

/** The fastest of three, because other processes use the CPU too. */
async function cpuMsOf(work: () => Promise<void>): Promise<number> {
  const runs: number[] = [];
  for (let run = 0; run < 3; run++) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    runs.push((user + system) / 1000);
  }
  return Math.min(...runs);
}
