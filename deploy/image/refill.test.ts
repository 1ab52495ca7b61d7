import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

// A release with one command, which says where it runs and what it was given.
const release = realpathSync(mkdtempSync(join(tmpdir(), "refill-release-")));
const elsewhere = realpathSync(mkdtempSync(join(tmpdir(), "refill-caller-")));
afterAll(() => {
  for (const folder of [release, elsewhere]) rmSync(folder, { recursive: true, force: true });
});
cpSync("deploy/image/refill.mjs", join(release, "refill.mjs"));
mkdirSync(join(release, "commands"));
writeFileSync(join(release, "commands.json"), JSON.stringify({ tell: { file: "tell.mjs", args: ["first"] } }));
writeFileSync(
  join(release, "commands/tell.mjs"),
  "console.log(JSON.stringify([process.cwd(), process.env.INIT_CWD, ...process.argv.slice(2)]));",
);

const refill = (...args: string[]) =>
  spawnSync(process.execPath, [join(release, "refill.mjs"), ...args], { cwd: elsewhere, encoding: "utf8" });

test("a command runs in the release and learns the folder of its caller, whatever an outer npm left", () => {
  const { stdout } = refill("tell", "backup.sql.gz");
  expect(JSON.parse(stdout)).toEqual([release, elsewhere, "first", "backup.sql.gz"]);
});

test("a command that there is not is named, with those that there are", () => {
  expect(refill("tel")).toMatchObject({ status: 1, stderr: "No such command: tel. There are start, tell.\n" });
});
