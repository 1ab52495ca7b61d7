import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * How to start npm with these arguments: its script, run by this Node. By name, Windows can only start it through a
 * shell (nodejs.org/api/child_process.html#spawning-bat-and-cmd-files-on-windows), which would split paths with spaces.
 */
export function npm(...words) {
  const program = npmPrograms().find((path) => path && existsSync(path));
  if (!program) throw new Error("npm was not found beside Node: install it from https://nodejs.org.");
  return [process.execPath, [program, ...words]];
}

/** The path of npm: the npm that runs this script, or the one installed with Node, on Windows and elsewhere. */
function npmPrograms() {
  const running = process.env.npm_execpath ?? "";
  const folder = dirname(process.execPath);
  const path = (process.env.PATH ?? process.env.Path ?? "").split(process.platform === "win32" ? ";" : ":");
  return [
    basename(running) === "npm-cli.js" && running,
    join(folder, "node_modules/npm/bin/npm-cli.js"),
    join(folder, "../lib/node_modules/npm/bin/npm-cli.js"),
    ...path.flatMap((place) => [
      join(place, "node_modules/npm/bin/npm-cli.js"),
      join(place, "../lib/node_modules/npm/bin/npm-cli.js"),
      join(place, "../share/nodejs/npm/bin/npm-cli.js"),
    ]),
  ];
}
