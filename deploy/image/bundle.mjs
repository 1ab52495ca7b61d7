import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { commandsOf } from "./commands.mjs";

// The first is native, and the second reads a file beside itself: prune.mjs copies them. The others are optional parts of
// packages here that nothing uses.
const EXTERNAL = ["@node-rs/argon2", "@prisma/schema-engine-wasm", "typescript", "pg-native"];

// Packages in CommonJS call it, and modules have none.
const REQUIRE =
  'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);';

/** Writes the worker and the commands into a folder, with the packages they use, so that they need no node_modules. */
export async function bundleCommands(folder) {
  const commands = commandsOf(JSON.parse(readFileSync("package.json", "utf8")).scripts);
  await build({
    entryPoints: [...new Set(Object.values(commands).map(({ source }) => source))],
    outdir: join(folder, "commands"),
    entryNames: "[name]",
    chunkNames: "shared/[name]-[hash]",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    external: EXTERNAL,
    // Its other half throws everywhere but in React's server build.
    alias: { "server-only": "./node_modules/server-only/empty.js" },
    define: { "process.env.NODE_ENV": '"production"' },
    banner: { js: REQUIRE },
    minifySyntax: true,
    minifyWhitespace: true,
    keepNames: true,
    legalComments: "none",
    logLevel: "warning",
  });
  const started = Object.entries(commands).map(([name, { file, args }]) => [name, { file, args }]);
  writeFileSync(join(folder, "commands.json"), `${JSON.stringify(Object.fromEntries(started), null, 2)}\n`);
}
