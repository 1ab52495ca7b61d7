// npm run audit: asks the registry for known vulnerabilities. Exits with 0 without any, with 1 when there are some, and with 2
// when the registry gave no answer. Needs no installation.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { audit, EXIT_CODES, reportOf } from "./dependencies/audit.mjs";

const accepted = JSON.parse(
  readFileSync(fileURLToPath(new URL("dependencies/accepted-advisories.json", import.meta.url)), "utf8"),
);
const today = new Date().toISOString().slice(0, 10);
const result = await audit({ folder: fileURLToPath(new URL("..", import.meta.url)), accepted, today });
console.log(reportOf(result).join("\n"));
process.exitCode = EXIT_CODES[result.outcome];
