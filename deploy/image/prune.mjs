// Puts together what runs, in an empty folder: node deploy/image/prune.mjs /app. After build.mjs.
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundleCommands } from "./bundle.mjs";
import { productionSbom } from "./sbom.mjs";

const [folder] = process.argv.slice(2);
if (!folder) throw new Error("Name the folder to fill: node deploy/image/prune.mjs /app");
if (existsSync(folder) && readdirSync(folder).length > 0) throw new Error(`${folder} is not empty.`);
if (!existsSync(".next/standalone/server.js")) throw new Error("Build the app first: node deploy/image/build.mjs");

// Next copies the whole of these, though nothing here uses them: no picture is resized on the server, and the settings of
// the job queue are not read from a file in TypeScript.
const UNUSED = ["sharp", "@img", "typescript", "prettier"];
const ENGINE = "node_modules/@prisma/schema-engine-wasm";

mkdirSync(folder, { recursive: true });
// Links between its folders stay relative, so that the tree can be moved.
cpSync(".next/standalone", folder, { recursive: true, verbatimSymlinks: true });
// Next copies the settings of the folder in which it builds. What runs gets its own.
for (const name of [".env", ".env.production"]) rmSync(join(folder, name), { force: true });
for (const name of UNUSED) rmSync(join(folder, "node_modules", name), { recursive: true, force: true });
copy(".next/static");
copy("public");
copy("prisma/migrations");
// scale:distribute and migrate read these.
copy("prisma/functions/sharded");
copy("prisma/functions/citus");
for (const file of ["package.json", "schema_engine_bg.js", "schema_engine_bg.wasm"]) copy(`${ENGINE}/${file}`);
await bundleCommands(folder);
for (const file of ["refill.mjs", "healthcheck.mjs"]) cpSync(join("deploy/image", file), join(folder, file));
chmodSync(join(folder, "refill.mjs"), 0o755);

const { name, version, license, type } = JSON.parse(readFileSync("package.json", "utf8"));
writeFileSync(join(folder, "package.json"), `${JSON.stringify({ name, version, license, type }, null, 2)}\n`);
writeFileSync(join(folder, "sbom.cdx.json"), `${JSON.stringify(productionSbom(), null, 2)}\n`);

function copy(path) {
  cpSync(path, join(folder, path), { recursive: true });
}
