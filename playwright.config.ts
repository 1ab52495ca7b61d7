import { defineConfig, devices } from "@playwright/test";
import { findChromium } from "./dev/chromium";

const { executablePath, args, env } = findChromium();

// The app is started by `npm run test:e2e`. By itself, `npx playwright test` runs against the demo.
export default defineConfig({
  testDir: "e2e",
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
    // The film strip of every test would keep a core busy; what the page was at each step tells as much.
    trace: { mode: "retain-on-failure", screenshots: false },
    screenshot: "only-on-failure",
    locale: "en-US",
    timezoneId: "UTC",
    launchOptions: { executablePath, args, env: { ...process.env, ...env } },
  },
  projects: [
    { name: "desktop", use: { ...devices["Desktop Chrome"] }, testIgnore: "**/*.phone.spec.ts" },
    { name: "phone", use: { ...devices["Pixel 7"] }, testMatch: "**/*.phone.spec.ts" },
  ],
});
