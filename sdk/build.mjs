// npm run sdk:build: compiles src/ to dist/ and packs the tarball that is published, sdk/refill-sdk-VERSION.tgz.
import { spawnSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { npm } from "../dev/npm.mjs";

const sdk = dirname(fileURLToPath(import.meta.url));

rmSync(join(sdk, "dist"), { recursive: true, force: true });
run(process.execPath, ["../node_modules/typescript-7/bin/tsc", "-p", "tsconfig.build.json"]);
cpSync(join(sdk, "src/react/styles.css"), join(sdk, "dist/react/styles.css"));
run(...npm("pack", "--silent"));

function run(program, args) {
  const { status } = spawnSync(program, args, { cwd: sdk, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
