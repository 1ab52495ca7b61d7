/** Whether this is the full run of `npm run test:all`, which may take hours. */
export const isFullRun = process.env.TEST_RUN === "all";

/** Whether this is the daily run of `npm test`, which takes minutes. */
export const isDailyRun = process.env.TEST_RUN === "daily";

/** The size of a test in this run: runs of a property, seconds, cases of a table. See docs/testing.md. */
export function budget<T>({ daily, full }: { daily: T; full: T }): T {
  return isFullRun ? full : daily;
}
