// A reporter of Vitest. Its JSON report omits errors outside of tests, which also fail a run.
import { writeFileSync } from "node:fs";

export default class UnhandledErrors {
  /** Writes errors thrown outside of tests to the file in UNHANDLED_ERRORS_FILE. */
  onTestRunEnd(_modules, unhandledErrors) {
    const failures = unhandledErrors.map(({ stack, message, VITEST_TEST_PATH, VITEST_TEST_NAME }) => ({
      file: VITEST_TEST_PATH ?? "",
      name: `(outside of tests${VITEST_TEST_NAME ? `, during "${VITEST_TEST_NAME}"` : ""})`,
      error: stack ?? message ?? "",
    }));
    writeFileSync(process.env.UNHANDLED_ERRORS_FILE, JSON.stringify(failures));
  }
}
