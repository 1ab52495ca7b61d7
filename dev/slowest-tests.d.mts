export type Duration = { file: string; ms: number };

/** How long each file of Vitest's JSON report took, without what it imports. */
export function durationsOfVitest(report: unknown): Duration[];
/** How long the tests of each file of Playwright's JSON report took. */
export function durationsOfPlaywright(report: unknown): Duration[];
/** The ten slowest files, the slowest first, each with its seconds. */
export function slowestOf(durations: Duration[]): string[];
