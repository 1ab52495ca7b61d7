import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { npm } from "./npm.mjs";

// Runs before dependencies are installed, so it uses only Node.

/** Exits with a clear message when Node is too old for the app. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Refill needs Node 20.19 or newer; this is ${process.versions.node}. See https://nodejs.org.`);
  process.exit(1);
}

/** Installs the dependencies of package-lock.json if they are missing. Returns whether they are installed. */
export function installIfNeeded() {
  if (isInstalled()) return true;
  console.log("Installing dependencies (npm ci)");
  const [command, args] = npm("ci", "--no-audit", "--no-fund");
  // Prisma's install script would download its schema engine; ours is in prisma/engine. Windows cannot run that: there
  // Prisma needs its own.
  const engine = process.platform === "win32" ? {} : { PRISMA_SCHEMA_ENGINE_BINARY: "prisma/engine/schema-engine.mjs" };
  const { status } = spawnSync(command, args, {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...engine, ...process.env },
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
