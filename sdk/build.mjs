// npm run sdk:build: compiles src/ to dist/ and packs the tarball that is published, sdk/refill-sdk-VERSION.tgz. With a folder, both
// are written there: node sdk/build.mjs /tmp/sdk
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { npm } from "../dev/npm.mjs";

const sdk = dirname(fileURLToPath(import.meta.url));
const target = process.argv[2] ? resolve(process.argv[2]) : sdk;
const dist = join(target, "dist");

rmSync(dist, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
run(process.execPath, ["../node_modules/typescript-7/bin/tsc", "-p", "tsconfig.build.json", "--outDir", dist], sdk);
cpSync(join(sdk, "src/react/styles.css"), join(dist, "react/styles.css"));
if (target !== sdk)
  for (const file of ["package.json", "README.md", "LICENSE"]) cpSync(join(sdk, file), join(target, file));
run(...npm("pack", "--silent"), target);

function run(program, args, cwd) {
  const { status } = spawnSync(program, args, { cwd, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
