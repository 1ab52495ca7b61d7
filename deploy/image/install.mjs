// Installs what the build needs, exactly as package-lock.json says. Prisma's schema engine is not downloaded: the app has
// its own (prisma/engine).
import { spawnSync } from "node:child_process";
import { npm } from "../../dev/npm.mjs";

const [command, args] = npm("ci", "--no-audit", "--no-fund");
const env = { PRISMA_SCHEMA_ENGINE_BINARY: "prisma/engine/schema-engine.mjs", ...process.env };
process.exit(spawnSync(command, args, { stdio: "inherit", env }).status ?? 1);
