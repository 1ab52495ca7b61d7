import { join } from "node:path";
import { expect, test } from "vitest";
import { durationsOfPlaywright, durationsOfVitest, slowestOf } from "./slowest-tests.mjs";

const here = (file: string) => join(process.cwd(), file);

test("the ten slowest files of both runners are listed with their durations, slowest first", () => {
  const vitest = {
    testResults: Array.from({ length: 12 }, (_, n) => ({
      name: here(`lib/${n}.test.ts`),
      startTime: 1_000,
      endTime: 2_000 + n * 100,
    })),
  };
  const results = (...durations: number[]) => ({ tests: [{ results: durations.map((duration) => ({ duration })) }] });
  const playwright = {
    config: { rootDir: here("e2e") },
    suites: [
      {
        file: "pages.spec.ts",
        specs: [results(20_000)],
        suites: [{ specs: [results(1_000, 500)], suites: [{ specs: [results(250)] }] }],
      },
    ],
  };
  const lines = slowestOf([...durationsOfVitest(vitest), ...durationsOfPlaywright(playwright)]);
  expect(lines).toHaveLength(10);
  expect(lines.slice(0, 3)).toEqual([
    "   21.8 s  e2e/pages.spec.ts",
    "    2.1 s  lib/11.test.ts",
    "    2.0 s  lib/10.test.ts",
  ]);
});
