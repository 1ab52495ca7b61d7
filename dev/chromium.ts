import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { chromium } from "@playwright/test";

export type Chromium = { executablePath: string; args: string[]; env: Record<string, string> };

/**
 * The browser for the tests: PLAYWRIGHT_CHROMIUM_PATH, the one Playwright installed, the system's, or the one in the
 * npm package @sparticuz/chromium (Linux on x64), which needs no download beyond `npm ci`.
 */
export function findChromium(): Chromium {
  const given = process.env.PLAYWRIGHT_CHROMIUM_PATH;
  if (given && !existsSync(given)) throw new Error(`PLAYWRIGHT_CHROMIUM_PATH names ${given}, which is not there.`);
  const candidates = [given, chromium.executablePath(), "/usr/bin/chromium", "/usr/bin/chromium-browser"];
  const installed = candidates.find((path) => path && existsSync(path));
  if (installed) return { executablePath: installed, args: ARGS, env: {} };
  if (process.platform === "linux" && process.arch === "x64") return packaged();
  throw new Error("No Chromium: run npx playwright install chromium, or set PLAYWRIGHT_CHROMIUM_PATH.");
}

const ARGS = [
  // Chromium's sandbox refuses to run as root, and containers have no user namespaces for it. It sees our pages only.
  "--no-sandbox",
  "--disable-background-networking",
];

const FOLDER = resolve("node_modules/.cache/refill-chromium");

function packaged(): Chromium {
  const executablePath = `${FOLDER}/chromium`;
  if (!existsSync(executablePath)) unpack();
  // Used only where they are missing: a desktop's own libraries and fonts are newer.
  const libraries = execFileSync("ldd", [executablePath], { encoding: "utf8" }).includes("not found");
  return {
    executablePath,
    args: ARGS,
    env: {
      ...(libraries && { LD_LIBRARY_PATH: `${FOLDER}/al2023/lib` }),
      FONTCONFIG_FILE: `${FOLDER}/fonts.conf`,
    },
  };
}

/** The package unpacks into the temporary folder of its process; the shared libraries only if it believes itself on AWS. */
function unpack(): void {
  const folder = `${FOLDER}.${process.pid}`;
  mkdirSync(folder, { recursive: true });
  const program = 'await (await import("@sparticuz/chromium")).default.executablePath()';
  execFileSync(process.execPath, ["--input-type=module", "-e", program], {
    env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" },
    stdio: "inherit",
  });
  const dirs = ["/usr/share/fonts", `${FOLDER}/fonts`].map((path) => `<dir>${path}</dir>`).join("");
  writeFileSync(`${folder}/fonts.conf`, `<fontconfig>${dirs}<cachedir>${FOLDER}/font-cache</cachedir></fontconfig>\n`);
  rmSync(FOLDER, { recursive: true, force: true });
  renameSync(folder, FOLDER);
}
