// A reporter of Vitest. Its JSON report says nothing of errors outside of tests, which fail a run all the same.
import { writeFileSync } from "node:fs";

export default class UnhandledErrors {
  /** Writes what was thrown outside of tests to the file that UNHANDLED_ERRORS_FILE names. */
  onTestRunEnd(_modules, unhandledErrors) {
    const failures = unhandledErrors.map(({ stack, message, VITEST_TEST_PATH, VITEST_TEST_NAME }) => ({
      file: VITEST_TEST_PATH ?? "",
      name: `(outside of tests${VITEST_TEST_NAME ? `, during "${VITEST_TEST_NAME}"` : ""})`,
      error: stack ?? message ?? "",
    }));
    writeFileSync(process.env.UNHANDLED_ERRORS_FILE, JSON.stringify(failures));
  }
}
