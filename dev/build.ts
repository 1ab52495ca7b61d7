import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { run } from "./processes";

const STAMP = ".next/refill-sources";

/** Whether the existing production build is of the current sources. */
export function isBuildCurrent(): boolean {
  return existsSync(".next/BUILD_ID") && existsSync(STAMP) && readFileSync(STAMP, "utf8") === hashSources();
}

/** Builds the app for production. */
export async function build(env: Record<string, string>): Promise<void> {
  const sources = hashSources();
  await run(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
    env: { ...process.env, ...env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  writeFileSync(STAMP, sources);
}

const FOLDERS = ["app", "components", "lib", "public", "prisma"];
const FILE = /\.(ts|tsx|mjs|cjs)$|^(package-lock|tsconfig)\.json$/;

/** A hash of everything that the build and the seed depend on. */
export function hashSources(): string {
  const inFolders = FOLDERS.flatMap((folder) => filesOf(folder, true));
  const paths = [...inFolders, ...filesOf(".", false).filter((path) => FILE.test(path))];
  const hash = createHash("sha256");
  for (const path of paths.filter(isSource).sort()) hash.update(path).update("\0").update(readFileSync(path));
  return hash.digest("hex");
}

function filesOf(folder: string, recursive: boolean): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).replaceAll(sep, "/"));
}

/** Generated code depends on the schema, tests are not built, and Next writes next-env.d.ts. */
function isSource(path: string): boolean {
  return !/^lib\/generated\/|\.test\.tsx?$|\/testing\/|^(vitest|playwright)\.config\.ts$|^next-env\.d\.ts$/.test(path);
}
