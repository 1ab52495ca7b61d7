// Builds the app. It needs no setting, database or key, so the same image serves every environment.
import { spawnSync } from "node:child_process";

const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };

for (const [program, ...args] of [
  ["node_modules/prisma/build/index.js", "generate"],
  ["node_modules/next/dist/bin/next", "build"],
]) {
  const { status } = spawnSync(process.execPath, [program, ...args], { stdio: "inherit", env });
  if (status !== 0) process.exit(status ?? 1);
}
