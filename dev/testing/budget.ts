/** Whether this is a full run: `npm run test:all` or `.ci/run`, which may take longer than `npm test`. */
export const isFullRun = process.env.TEST_ALL === "true";

/** The size of a test in this run: runs of a property, seconds, cases of a table. See docs/testing.md. */
export function budget<T>({ daily, full }: { daily: T; full: T }): T {
  return isFullRun ? full : daily;
}
