import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { validate } from "dockerfile-utils";
import { expect, test } from "vitest";
import { scripts } from "@/package.json";
import { commandsOf } from "./commands.mjs";
import { ignores } from "./testing/dockerignore";

const dockerfile = readFileSync("Dockerfile", "utf8");
const isLeftOut = ignores(readFileSync(".dockerignore", "utf8"));
const tracked = execFileSync("git", ["ls-files"], { encoding: "utf8" }).split("\n").filter(Boolean);
const letIn = tracked.filter((path) => !isLeftOut(path));

test("the Dockerfile has no mistake that its linter knows", () => {
  expect(validate(dockerfile)).toEqual([]);
});

test("the image runs as another user than root, and tells whether it is healthy", () => {
  const last = dockerfile.slice(dockerfile.lastIndexOf("\nFROM "));
  expect(last).toMatch(/^USER (?!root|0)\w+$/m);
  expect(last).toMatch(/^HEALTHCHECK .*CMD \["node", "\/app\/healthcheck.mjs"\]$/m);
  expect(last).not.toMatch(/--chown/);
});

test("what the Dockerfile copies and runs is let in by .dockerignore", () => {
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, words = ""]) => words.split(" "));
  const run = [...dockerfile.matchAll(/^RUN node (\S+)/gm)].map(([, script = ""]) => script);
  for (const path of [...copied, ...run].filter((path) => path !== ".")) {
    expect(`${path} ${existsSync(path) && !isLeftOut(path)}`).toBe(`${path} true`);
  }
});

test("what the build reads is let in: every source but tests, and the settings of its tools", () => {
  const needed = tracked.filter(
    (path) =>
      (/^(app|components|lib|prisma|public)\//.test(path) && !/\.test\.tsx?$|\/testing\//.test(path)) ||
      /^(next\.config|proxy|instrumentation|tailwind\.config|postcss\.config|prisma\.config)\.m?ts$/.test(path) ||
      /^(package(-lock)?|tsconfig)\.json$|^\.npmrc$/.test(path),
  );
  expect(needed.length).toBeGreaterThan(500);
  expect(needed.filter(isLeftOut)).toEqual([]);
});

test.each([
  ...[".env", ".env.local", ".env.production", ".env.owner", ".env.grafana", "lib/.env.production", "app/secret.pem"],
  ...[".git/config", ".next/BUILD_ID", ".data/secrets.json", "node_modules/next/package.json", "test-results/x.png"],
  ...["lib/ledger/debit.test.ts", "dev/testing/database.ts", "docs/images/overview.png", "e2e/image.spec.ts"],
  ...[
    "packages/local-stripe/node_modules/x.js",
    "lib/generated/prisma/client.ts",
    "refill.dump",
    "bench/results/a.json",
  ],
])("nothing secret, large or only for tests is sent to the builder: %s", (path) => {
  expect(isLeftOut(path)).toBe(true);
});

test("what is sent to the builder is small", () => {
  const bytes = letIn.reduce((sum, path) => sum + statSync(path).size, 0);
  expect(bytes).toBeLessThan(12_000_000);
});

test("the image has a command for each script of package.json that runs the app's own files", () => {
  const commands = commandsOf(scripts);
  expect(commands["user:lock"]).toEqual({ source: "lib/account/user-cli.ts", file: "user-cli.mjs", args: ["lock"] });
  expect(Object.keys(commands)).toEqual(
    expect.arrayContaining(["worker", "migrate", "seed", "verify", "purge", "stripe:reconcile", "admin:grant"]),
  );
  const sources = [...new Set(Object.values(commands).map(({ source }) => source))];
  expect(sources.filter((source) => !existsSync(source))).toEqual([]);
  // Two files of the same name would be one in the image.
  expect(new Set(Object.values(commands).map(({ file }) => file)).size).toBe(sources.length);
});
