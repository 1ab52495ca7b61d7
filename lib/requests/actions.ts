import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const manifest = z.object({ node: z.record(z.string(), z.object({ exportedName: z.string().optional() })) });

/** The names of the server actions of the build in `folder`, by the ids that browsers send, from Next's own list. */
export function readActions(folder = process.cwd()): ReadonlyMap<string, string> {
  const { node } = manifest.parse(
    JSON.parse(readFileSync(join(folder, ".next/server/server-reference-manifest.json"), "utf8")),
  );
  return new Map(Object.entries(node).flatMap(([id, { exportedName }]) => (exportedName ? [[id, exportedName]] : [])));
}
