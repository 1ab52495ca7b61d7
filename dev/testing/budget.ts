/** Whether this is a run of everything: `npm run test:all` and `.ci/run`, which take the time that `npm test` has not. */
export const isFullRun = process.env.TEST_ALL === "true";

/** How much of something a run takes: runs of a property, seconds, cases of a table. docs/testing.md lists what differs. */
export function budget<T>({ daily, full }: { daily: T; full: T }): T {
  return isFullRun ? full : daily;
}
