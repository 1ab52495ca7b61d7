import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";
import { filesTagged } from "./dev/testing/tagged-files.mjs";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

// dev/test.mjs sets it. A file that is named is always run.
const { TEST_RUN = "" } = process.env;
const leftOut = { daily: ["full", "nightly"], ci: ["nightly"] }[TEST_RUN] ?? [];

const common = {
  exclude: [...configDefaults.exclude, "e2e/**", ".next/**", ".data/**"],
  setupFiles: [here("dev/testing/console.ts")],
  // Machines are shared: how long a test takes says nothing of the code.
  testTimeout: 90_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 30_000 } },
};

export default defineConfig({
  resolve: {
    alias: {
      "@refill/local-stripe": here("packages/local-stripe/src/index.ts"),
      "@refill/sdk": here("sdk/src/index.ts"),
      "@": here("."),
      // Its other half throws everywhere but in React's server build.
      "server-only": here("node_modules/server-only/empty.js"),
    },
  },
  test: {
    pool: "forks",
    // One more than there are cores: tests wait now and then. Not many: each file may open a dozen of the server's 200
    // connections.
    maxWorkers: Math.min(8, availableParallelism() + 1),
    isolate: false,
    tags: [
      { name: "full", description: "Takes long: npm run test:ci runs it, and so does naming its file." },
      { name: "nightly", description: "Takes longest: npm run test:all runs it, and so does naming its file." },
    ],
    projects: [
      {
        extends: true,
        test: {
          ...common,
          name: "app",
          include: ["**/*.test.ts", "**/*.test.tsx"],
          exclude: [...common.exclude, "packages/**", "sdk/src/**", ...filesTagged(leftOut)],
          setupFiles: [here("dev/testing/fresh-modules.ts"), here("dev/testing/environment.ts"), ...common.setupFiles],
          globalSetup: [here("dev/testing/global-postgres.ts")],
        },
      },
      { extends: true, test: { ...common, name: "local-stripe", include: ["packages/local-stripe/**/*.test.ts"] } },
      { extends: true, test: { ...common, name: "sdk", include: ["sdk/src/**/*.test.{ts,tsx}"] } },
    ],
  },
});
