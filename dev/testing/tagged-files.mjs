import { readdirSync, readFileSync } from "node:fs";

const ROOMS = ["app", "components", "dev", "lib", "prisma", "sdk/integration"];

/**
 * The test files that have one of these tags as a whole (`// @module-tag full`). Vitest would load each of them, with its
 * database, only to skip its tests.
 * @param {readonly string[]} tags
 * @returns {string[]}
 */
export function filesTagged(tags) {
  if (tags.length === 0) return [];
  const tagged = new RegExp(`^// @module-tag (${tags.join("|")})$`, "m");
  return ROOMS.flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.test\.tsx?$/.test(name))
      .map((name) => `${room}/${name.replaceAll("\\", "/")}`)
      .filter((path) => tagged.test(readFileSync(path, "utf8"))),
  );
}
