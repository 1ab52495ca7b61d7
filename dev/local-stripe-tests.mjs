// The local Stripe's own tests take minutes and depend on nothing of the application, so npm test runs them only when
// what they depend on has changed since they last passed here; npm run test:ci always runs them.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

const PACKAGE = "packages/local-stripe";
// In addition to its sources: the test setup and the version of every dependency.
const RUNNER = ["vitest.config.ts", "tsconfig.json", "package-lock.json", "dev/testing/console.ts"];
const NOT_SOURCES = new Set(["dist", "node_modules", ".data"]);

/** The hash of the sources that last passed is kept where git does not look and npm ci clears. */
const passedFile = (root) => join(root, "node_modules/.cache/local-stripe-tests-passed");

/**
 * Whether the tests of the local Stripe must run in the clone at `root`.
 * @param {string} root
 */
export function localStripeChanged(root) {
  return !existsSync(passedFile(root)) || readFileSync(passedFile(root), "utf8") !== fingerprint(root);
}

/**
 * Remembers that the tests of the local Stripe passed, if the report of Vitest says that all of them ran and did. `before`
 * is the fingerprint from before they ran: sources that were edited meanwhile have not passed.
 * @param {string} root
 */
export function rememberLocalStripe(root, report, before) {
  const files = report.testResults.filter(({ name }) => relative(root, name).split(sep).join("/").startsWith(PACKAGE));
  const hasPassed = ({ status, assertionResults }) =>
    status === "passed" && assertionResults.every((test) => test.status === "passed");
  const expected = sourcesOf(root).filter((path) => path.endsWith(".test.ts"));
  if (files.length !== expected.length || !files.every(hasPassed)) return;
  mkdirSync(dirname(passedFile(root)), { recursive: true });
  writeFileSync(passedFile(root), before);
}

/**
 * A hash of everything that the tests of the local Stripe depend on.
 * @param {string} root
 */
export function fingerprint(root) {
  const hash = createHash("sha256").update(process.version);
  for (const path of [...sourcesOf(root), ...RUNNER.filter((file) => existsSync(join(root, file)))]) {
    const content = readFileSync(join(root, path));
    hash.update(`\n${path} ${content.length}\n`).update(content);
  }
  return hash.digest("hex");
}

/** The package's files, in the same order on every machine. */
function sourcesOf(root, folder = PACKAGE) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !NOT_SOURCES.has(name) && !name.endsWith(".tgz"))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? sourcesOf(root, path) : [path];
    });
}
