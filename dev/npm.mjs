import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * How to start npm with these words: its own program, run by this Node. By its name it is a script that Windows starts
 * through a shell alone (nodejs.org/api/child_process.html#spawning-bat-and-cmd-files-on-windows), and a shell would take
 * paths with spaces apart.
 */
export function npm(...words) {
  const program = npmPrograms().find((path) => path && existsSync(path));
  if (!program) throw new Error("npm was not found beside Node: install it from https://nodejs.org.");
  return [process.execPath, [program, ...words]];
}

/** Where npm is: what runs this script if that is npm, or beside Node, on Windows and elsewhere. */
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
