import { defineConfig, devices } from "@playwright/test";
import { findChromium } from "./dev/chromium";

const { executablePath, args, env } = findChromium();

const isByItself = !process.env.PLAYWRIGHT_JSON_OUTPUT_FILE;
const LEFT_OUT: Record<string, RegExp> = { daily: /@full|@nightly|@pictures/, ci: /@nightly|@pictures/ };

// The app is started by `npm run test:e2e`. By itself, `npx playwright test` runs against the demo.
export default defineConfig({
  testDir: "e2e",
  // @full are stories whose rules the unit tests check too, and which take long: npm run test:ci runs them. @nightly are the
  // longest: npm run test:all. Naming the file runs either. @pictures are to be looked at, and run only when they are named.
  grepInvert: isByItself ? [] : (LEFT_OUT[process.env.TEST_RUN ?? ""] ?? /@pictures/),
  outputDir: "test-results",
  // A test that passes the second time is a defect of the test or of the app.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // One clock for the whole app: tests that move it must not run beside others.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE
    ? [["list"], ["json", { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE }]]
    : [["list"]],
  use: {
    baseURL: process.env.E2E_BASE_URL ?? "http://localhost:3000",
    // What the page was at each step costs every test, failed or not, so only a story that is run by itself records it.
    trace: { mode: isByItself ? "retain-on-failure" : "off", screenshots: false },
    screenshot: "only-on-failure",
    // The app's worker only shows a page when there is no network: the story about that allows it.
    serviceWorkers: "block",
    locale: "en-US",
    timezoneId: "UTC",
    launchOptions: { executablePath, args, env: { ...process.env, ...env } },
  },
  projects: [
    { name: "desktop", use: { ...devices["Desktop Chrome"] }, testIgnore: "**/*.phone.spec.ts" },
    { name: "phone", use: { ...devices["Pixel 7"] }, testMatch: "**/*.phone.spec.ts" },
  ],
});
