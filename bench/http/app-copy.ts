import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { hashSources } from "@/dev/build";
import { generateIfOutdated } from "@/dev/generate";
import { run } from "@/dev/processes";
import { EMPTY_PAGE_PATH } from "./pages";
import { EMPTY_PATH } from "./requests";

const SOURCES = ["app", "components", "lib", "public"];
const FILES = [
  "instrumentation.ts",
  "next.config.ts",
  "package.json",
  "postcss.config.mjs",
  "proxy.ts",
  "tailwind.config.ts",
  "tsconfig.json",
];

// Inside the project, so that packages are found; outside the sources, because it is not part of the product.
const FOLDER = ".data/bench/app";

/**
 * The production build of a copy of the app with one route and one page more, both empty, in the same process behind the
 * same framework. Made when sources changed, and kept.
 */
export async function buildAppCopy(): Promise<string> {
  await generateIfOutdated();
  const folder = resolve(FOLDER);
  const stamp = join(folder, "sources");
  const added = [
    { path: join("app", EMPTY_PATH, "route.ts"), source: readFileSync("bench/http/empty-route.ts", "utf8") },
    { path: join("app", EMPTY_PAGE_PATH, "page.tsx"), source: readFileSync("bench/http/empty-page.tsx", "utf8") },
  ];
  const sources = [hashSources(), ...added.map(({ source }) => source)].join("\n");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === sources) return folder;
  console.log("Building a copy of the app with an empty route …");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const path of SOURCES.filter((path) => existsSync(path)))
    cpSync(path, join(folder, path), { recursive: true, filter: isBuilt });
  for (const path of FILES) cpSync(path, join(folder, path));
  // The app names its fonts by their path in node_modules. A link to all of it would have Tailwind search every package.
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(resolve("node_modules/geist"), join(folder, "node_modules/geist"), "junction");
  for (const { path, source } of added) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), source);
  }
  await run(process.execPath, [resolve("node_modules/next/dist/bin/next"), "build"], {
    cwd: folder,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  writeFileSync(stamp, sources);
  return folder;
}

const isBuilt = (path: string): boolean => !/\.test\.tsx?$/.test(path);
