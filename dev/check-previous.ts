import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { npm } from "./npm.mjs";

// npm run check:previous: while a version is rolled out, the code of the release before it runs on the new schema. Checks
// out that release (the newest tag, or the commit that is named) and runs its own tests on this version's migrations.

const WHAT = ["lib/ledger", "lib/auth", "lib/billing/plans", "lib/billing/purchases", "lib/billing/sync", "app/api"];

const [ref = newestTag(), ...files] = process.argv.slice(2);
if (ref === null) console.log("No release is tagged yet: there is no earlier code to test on this schema.");
else process.exitCode = check(ref, files.length > 0 ? files : WHAT);

function newestTag(): string | null {
  const { stdout } = spawnSync("git", ["tag", "--list", "v*", "--merged", "HEAD", "--sort=-v:refname"], {
    encoding: "utf8",
  });
  return stdout?.split("\n").find((tag) => tag !== "") ?? null;
}

function check(release: string, tests: string[]): number {
  const folder = mkdtempSync(join(tmpdir(), "refill-previous-"));
  const tree = join(folder, "tree");
  try {
    git("worktree", "add", "--detach", "--quiet", tree, release);
    install(tree);
    console.log(`Running the tests of ${release} on the schema of this version.`);
    const vitest = ["node_modules/vitest/vitest.mjs", "run", "--project=app", "--tags-filter=!full", ...tests];
    const env = { ...process.env, SCHEMA_OF: process.env.SCHEMA_OF ?? resolve("."), TEST_RUN: "daily" };
    const { status } = spawnSync(process.execPath, vitest, { cwd: tree, stdio: "inherit", env });
    if (status !== 0)
      console.error(`The code of ${release} does not work on this schema. docs/operations.md: Migrations.`);
    return status ?? 1;
  } finally {
    spawnSync("git", ["worktree", "remove", "--force", tree]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same dependencies are shared; others are installed. */
function install(tree: string): void {
  const lock = (folder: string) => readFileSync(join(folder, "package-lock.json"), "utf8");
  if (lock(tree) === lock(".")) {
    symlinkSync(resolve("node_modules"), join(tree, "node_modules"), "junction");
    return;
  }
  const [command, args] = npm("ci", "--no-audit", "--no-fund");
  const { status } = spawnSync(command, args, { cwd: tree, stdio: "inherit" });
  if (status !== 0) throw new Error("Its dependencies could not be installed.");
}

function git(...words: string[]): void {
  const { status } = spawnSync("git", words, { stdio: "inherit" });
  if (status !== 0) throw new Error(`git ${words.join(" ")} failed.`);
}
