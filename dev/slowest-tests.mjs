// Lists the slowest test files, from the reports of the test runners.
import { join, relative } from "node:path";

const SHOWN = 10;

/**
 * @typedef {{ file: string, ms: number }} Duration
 */

/**
 * How long each file of Vitest's JSON report took, without what it imports.
 * @returns {Duration[]}
 */
export function durationsOfVitest({ testResults }) {
  return testResults.map(({ name: file, startTime, endTime }) => ({ file, ms: endTime - startTime }));
}

/**
 * How long the tests of each file of Playwright's JSON report took.
 * @returns {Duration[]}
 */
export function durationsOfPlaywright({ config, suites }) {
  return suites.map((suite) => ({ file: join(config.rootDir, suite.file), ms: sumOf(suite) }));
}

function sumOf({ specs, suites = [] }) {
  const results = specs.flatMap((spec) => spec.tests.flatMap((test) => test.results));
  return [...results.map(({ duration }) => duration), ...suites.map(sumOf)].reduce((sum, ms) => sum + ms, 0);
}

/**
 * The ten slowest files, the slowest first, each with its seconds.
 * @param {Duration[]} durations
 * @returns {string[]}
 */
export function slowestOf(durations) {
  return [...durations]
    .sort((a, b) => b.ms - a.ms)
    .slice(0, SHOWN)
    .map(({ file, ms }) => `${(ms / 1000).toFixed(1).padStart(7)} s  ${relative(process.cwd(), file)}`);
}
