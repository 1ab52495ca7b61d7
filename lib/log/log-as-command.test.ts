// @module-tag full
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "refill-level-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const moduleUrl = (path: string) => JSON.stringify(pathToFileURL(resolve(path)).href);
const PROGRAM = `
  const { logAsCommand } = await import(${moduleUrl("lib/log/log-as-command.ts")});
  const { log } = await import(${moduleUrl("lib/log.ts")});
  logAsCommand();
  process.stdout.write(log.level);
`;

/** The level of the log of a command that starts in a folder with this .env. */
function levelWith(file: string, environment: Record<string, string> = {}): string {
  writeFileSync(join(folder, ".env"), file);
  const { LOG_LEVEL: _, ...rest } = process.env;
  const tsx = pathToFileURL(resolve("node_modules/tsx/dist/loader.mjs")).href;
  return execFileSync(process.execPath, ["--import", tsx, "--input-type=module", "-e", PROGRAM], {
    cwd: folder,
    env: { ...rest, TSX_TSCONFIG_PATH: resolve("tsconfig.json"), ...environment },
    encoding: "utf8",
  });
}

test("a command follows LOG_LEVEL of .env, and before it that of the environment", () => {
  expect(levelWith("LOG_LEVEL=debug\n")).toBe("debug");
  expect(levelWith("LOG_LEVEL=debug\n", { LOG_LEVEL: "error" })).toBe("error");
});

test("by default a command writes warnings and errors", { tags: ["full"] }, () => {
  for (const file of ["", "LOG_LEVEL=\n", "LOG_LEVEL=info\n", "LOG_LEVEL=loud\n"]) expect(levelWith(file)).toBe("warn");
});
