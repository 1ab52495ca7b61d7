import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { npm } from "./npm.mjs";

// Runs before dependencies are installed, so it uses only Node.

// As `engines` of package.json says: the releases with long-term support, from the minor version that their packages need.
const FIRST_MINORS = { 20: 19, 22: 13 };
const FIRST_OF_ALL_LATER = 24;

/** Whether the app runs on this version of Node, such as "22.13.0". */
export function isSupported(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major >= FIRST_OF_ALL_LATER || minor >= (FIRST_MINORS[major] ?? Number.POSITIVE_INFINITY);
}

/** Exits with a clear message when the app does not run on this Node. */
export function checkNode() {
  const { node } = process.versions;
  if (isSupported(node)) return;
  console.error(`Refill needs Node 20.19, 22.13, 24 or newer; this is ${node}. See https://nodejs.org.`);
  process.exit(1);
}

/** Installs the dependencies of package-lock.json if they are missing. Returns whether they are installed. */
export function installIfNeeded() {
  if (isInstalled()) return true;
  console.log("Installing dependencies (npm ci)");
  const [command, args] = npm("ci", "--no-audit", "--no-fund");
  const { status } = spawnSync(command, args, {
    stdio: ["ignore", "inherit", "inherit"],
    // Prisma's install script would download its schema engine; ours is in prisma/engine.
    env: { PRISMA_SCHEMA_ENGINE_BINARY: "prisma/engine/schema-engine.mjs", ...process.env },
  });
  return status === 0;
}

/**
 * Whether node_modules holds what package-lock.json asks for. Packages for other platforms are optional and absent; the
 * root and its workspaces are in the clone itself.
 */
function isInstalled() {
  const installedFile = "node_modules/.package-lock.json";
  if (!existsSync(installedFile)) return false;
  const wanted = JSON.parse(readFileSync("package-lock.json", "utf8")).packages;
  const installed = JSON.parse(readFileSync(installedFile, "utf8")).packages;
  return Object.entries(wanted).every(([path, { version, link, optional, devOptional }]) => {
    if (link || !path.includes("node_modules/")) return true;
    const found = installed[path];
    return found ? found.version === version : Boolean(optional || devOptional);
  });
}
