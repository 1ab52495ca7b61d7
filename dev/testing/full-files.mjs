import { readdirSync, readFileSync } from "node:fs";

const ROOMS = ["app", "components", "dev", "lib", "prisma", "sdk/integration"];

/**
 * The test files that are for the full run as a whole (`// @module-tag full`). Vitest would load each of them, with its
 * database, only to skip its tests.
 * @returns {string[]}
 */
export function fullFiles() {
  return ROOMS.flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.test\.tsx?$/.test(name))
      .map((name) => `${room}/${name.replaceAll("\\", "/")}`)
      .filter((path) => /^\/\/ @module-tag full$/m.test(readFileSync(path, "utf8"))),
  );
}
