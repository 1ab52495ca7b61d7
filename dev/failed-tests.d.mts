export type Failure = { file: string; name: string; error: string };

/** The failures of Vitest's JSON report, including files that could not be loaded. */
export function failuresOfVitest(report: unknown): Failure[];
/** The failures of Playwright's JSON report, including errors outside of tests. */
export function failuresOfPlaywright(report: unknown): Failure[];
/** At most 40 lines: each test's file and name, with the first lines of its error as long as there is room. */
export function linesOf(failures: Failure[]): string[];
