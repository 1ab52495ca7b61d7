import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = "lib/api/endpoints";

export const ENDPOINT_REGISTRY = `${FOLDER}/registry.ts`;

/**
 * The registry of all endpoints, written from the folders: every endpoint that a `definition.ts` exports, in the order
 * of the file. It is generated because the framework bundles each route separately, so folders cannot be read at run
 * time, and because a list by hand is one more file to remember.
 */
export function endpointRegistry(): string {
  const resources = readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, endpoints: endpointsIn(name) }))
    .filter(({ endpoints }) => endpoints.length > 0)
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const imports = resources.map(
    ({ name, endpoints }) => `import { ${endpoints.join(", ")} } from "@/${FOLDER}/${name}/definition";\n`,
  );
  const entries = resources.map(({ name, endpoints }) => `  ${JSON.stringify(name)}: [${endpoints.join(", ")}],\n`);
  return [
    "// Written by `npm run client:generate` from the folders here; not to be edited.\n\n",
    ...imports,
    'import type { Definition } from "@/lib/api/http/definition";\n',
    "\n/** The endpoints of version 1, by the folder that defines them. */\n",
    `export const RESOURCES: Readonly<Record<string, readonly Definition[]>> = {\n${entries.join("")}};\n`,
    "\nexport const ENDPOINTS: readonly Definition[] = Object.values(RESOURCES).flat();\n",
  ].join("");
}

/** The names under which a folder's definition.ts exports endpoints of version 1, in the order of the file. */
function endpointsIn(resource: string): string[] {
  const file = join(FOLDER, resource, "definition.ts");
  const source = existsSync(file) ? readFileSync(file, "utf8") : "";
  return [...source.matchAll(EXPORTED)].flatMap(([, name]) => (name ? [name] : []));
}

// Read rather than imported, because a module's exports are in alphabetical order.
const EXPORTED = /^export const (\w+) = define\(\{\s*method: "\w+",\s*path: "\/api\/v1\//gm;
