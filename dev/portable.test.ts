import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";
import manifest from "@/package.json";
import { npm } from "./npm.mjs";
import { startPostgres } from "./postgres";
import { run } from "./processes";
import { howToSend } from "./signals";

// `npm run` uses cmd.exe on Windows and sh elsewhere.
const PROGRAMS = new Set([
  ...["node", "npm", "biome", "depcruise", "knip", "next", "playwright", "prisma", "tsc", "tsx", "vitest"],
]);

test.each(Object.entries(manifest.scripts))("npm run %s works in every shell: %s", (_name, script) => {
  // Joined only by &&; no quotes, variables, redirections or globs, which differ between shells.
  expect(script).toMatch(/^[\w@:./ -]+( && [\w@:./ -]+)*$/);
  for (const command of script.split(" && ")) expect(PROGRAMS).toContain(command.split(" ")[0]);
});

const sources = ["dev", "bench", "e2e", "prisma", "lib"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(mjs|ts)$/.test(entry.name) && !entry.parentPath.includes("generated"))
    .map((entry) => join(entry.parentPath, entry.name)),
);

/** The programs that files other than tests start by a literal name. */
const started = sources
  .filter((file) => !/\.test\.ts$|testing/.test(file))
  .flatMap((file) =>
    [
      ...readFileSync(file, "utf8").matchAll(
        /\b(?:spawn|spawnSync|exec|execFile|execFileSync|execSync|run|check|stage|startCompanion)\(\s*((?:"[^"]*"(?:,\s*)?)+)/g,
      ),
    ].flatMap(([, words = ""]) => [...words.matchAll(/"([^"]*)"/g)].map(([, word]) => ({ file, word }))),
  );

test("npm, npx and installed programs are never started by name, which fails on Windows", () => {
  const scripts = started.filter(({ word }) => /^(npm|npx|tsx|next|prisma|vitest|playwright)$/.test(word ?? ""));
  expect(scripts).toEqual([]);
});

test("platform-specific programs are started only after a check of the platform", () => {
  const native = started.filter(({ word }) => /^(sh|bash|cat|kill|ps|setpriv|ldd|rm|cp)$/.test(word ?? ""));
  for (const { file } of native)
    expect([file, /process\.platform|uid !== 0/.test(readFileSync(file, "utf8"))]).toEqual([file, true]);
});

test("file URLs are converted with fileURLToPath, which handles spaces, umlauts and drives", () => {
  const wrong = sources.filter((file) =>
    /new URL\([^)]*import\.meta\.url\)\.pathname/.test(readFileSync(file, "utf8")),
  );
  expect(wrong).toEqual([]);
});

test("on Windows, taskkill ends a process tree and pg_ctl stops a server; elsewhere, signals do both", () => {
  const tree = { pid: 42, as: "group" } as const;
  const server = { pid: 42, as: "server", pgCtl: "C:\\a b\\pg_ctl.exe" } as const;
  expect(howToSend("SIGTERM", tree, "win32")).toEqual({ command: "taskkill", args: ["/pid", "42", "/T", "/F"] });
  expect(howToSend("SIGINT", server, "win32")).toEqual({ command: server.pgCtl, args: ["kill", "INT", "42"] });
  expect(howToSend("SIGKILL", server, "win32")).toMatchObject({ command: "taskkill" });
  expect(howToSend("SIGTERM", tree, "linux")).toEqual({ signal: "SIGTERM", pid: -42 });
  expect(howToSend("SIGINT", server, "darwin")).toEqual({ signal: "SIGINT", pid: 42 });
});

const folder = mkdtempSync(join(tmpdir(), "refill a b ü-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("npm runs in a folder with a space and an umlaut", async () => {
  const project = join(folder, "project");
  mkdirSync(project);
  const script = join(project, "say it.mjs");
  writeFileSync(script, 'import { writeFileSync } from "node:fs"; writeFileSync("said", process.argv[2]);');
  writeFileSync(join(project, "package.json"), JSON.stringify({ scripts: { say: 'node "say it.mjs"' } }));
  await run(...npm("run", "--silent", "say", "--", "two words"), { cwd: project });
  expect(readFileSync(join(project, "said"), "utf8")).toBe("two words");
  expect(pathToFileURL(script).href).toContain("%20");
});

test("PostgreSQL runs with its data in a folder with a space and an umlaut", async () => {
  const postgres = await startPostgres({ dataDir: join(folder, "data of ü"), durability: "none" });
  await postgres.stop();
  const again = await startPostgres({ dataDir: join(folder, "data of ü"), durability: "none" });
  await again.stop();
});
