import { basename } from "node:path";

/**
 * The commands of the image: each script of package.json that runs a file of lib or prisma with tsx, under the same name,
 * with its file, what that is called in the image, and the arguments that the script gives it.
 *
 * @param {Record<string, string>} scripts
 */
export function commandsOf(scripts) {
  return Object.fromEntries(
    Object.entries(scripts).flatMap(([name, script]) => {
      const [, source, rest = ""] = /^tsx ((?:lib|prisma)\/\S+\.ts)((?: \S+)*)$/.exec(script) ?? [];
      if (!source) return [];
      return [[name, { source, file: `${basename(source, ".ts")}.mjs`, args: rest.split(" ").filter(Boolean) }]];
    }),
  );
}
