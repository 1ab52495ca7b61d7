// Lists failed tests in a few lines each, from the reports of the test runners, because only the end of a log is kept.
import { join, relative } from "node:path";

const MAX_LINES = 40;
const MAX_WIDTH = 200;
// biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colors start with one.
const COLOURS = /\u001b\[[0-9;]*m/g;

/**
 * @typedef {{ file: string, name: string, error: string }} Failure
 */

/**
 * The failures of Vitest's JSON report, including files that could not be loaded.
 * @returns {Failure[]}
 */
export function failuresOfVitest({ testResults }) {
  return testResults.flatMap(({ name: file, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === "failed");
    if (failed.length === 0 && status === "failed") return [{ file, name: "(could not be loaded)", error: message }];
    return failed.map(({ fullName, failureMessages }) => ({ file, name: fullName, error: failureMessages.join("\n") }));
  });
}

/**
 * The failures of Playwright's JSON report: tests that failed, or passed only when they were tried again, and what went
 * wrong outside of tests.
 * @returns {Failure[]}
 */
export function failuresOfPlaywright({ config, suites, errors }) {
  const failed = suites.flatMap((suite) => failedSpecs(suite, []));
  return [
    ...failed.map(({ file, ...failure }) => ({ file: join(config.rootDir, file), ...failure })),
    ...errors.map(({ message, location }) => ({
      file: location?.file ?? "",
      name: "(outside of tests)",
      error: message ?? "",
    })),
  ];
}

function failedSpecs({ title, file, specs, suites = [] }, above) {
  // The outermost suite is named after its file.
  const path = title === file ? above : [...above, title];
  const own = specs.flatMap((spec) =>
    spec.tests
      .filter(({ status }) => status === "unexpected" || status === "flaky")
      .map((test) => ({
        file: spec.file,
        name: [...path, spec.title].join(" ") + (test.status === "flaky" ? " (flaky)" : ""),
        error: test.results.flatMap((result) => result.errors.map(({ message }) => message ?? "")).join("\n"),
      })),
  );
  return [...own, ...suites.flatMap((suite) => failedSpecs(suite, path))];
}

/**
 * At most 40 lines: each test's file and name, with the first lines of its error as long as there is room.
 * @param {Failure[]} failures
 * @returns {string[]}
 */
export function linesOf(failures) {
  const shown = failures.slice(0, failures.length > MAX_LINES ? MAX_LINES - 1 : MAX_LINES);
  const room = Math.min(4, Math.floor(MAX_LINES / Math.max(shown.length, 1)) - 1);
  const lines = shown.flatMap(({ file, name, error }) => [
    cut(`✗ ${file && relative(process.cwd(), file)} > ${name}`),
    ...firstLines(error, room).map((line) => cut(`    ${line}`)),
  ]);
  const left = failures.length - shown.length;
  return left > 0 ? [...lines, `… and ${left} more`] : lines;
}

function firstLines(text, count) {
  const lines = text.replace(COLOURS, "").split("\n");
  return lines.filter((line) => line.trim() !== "" && !/^\s+at /.test(line)).slice(0, count);
}

function cut(line) {
  return line.length > MAX_WIDTH ? `${line.slice(0, MAX_WIDTH - 1)}…` : line;
}
