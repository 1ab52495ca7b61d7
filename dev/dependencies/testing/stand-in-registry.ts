import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** How the registry responds to a request for advisories: with these, a status, a page, or not at all. */
export type Behaviour =
  | { advisories: Record<string, object[]> }
  | { status: number; body?: string }
  | { page: string }
  | "silence";

/** The versions of the packages of `project`, and the newer ones in which they are repaired. */
const VERSIONS: Record<string, Record<string, object>> = {
  framework: {
    "1.0.0": { dependencies: { parser: "^1.0.0" } },
    "2.0.0": {},
  },
  parser: { "1.0.0": {}, "1.0.1": {} },
  tool: { "2.0.0": {} },
};

/** A registry on this machine, with as much of npm's protocol as `npm audit` needs. */
export async function startRegistry(behaviour: Behaviour): Promise<{ url: string; asked: string[]; close(): void }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (request.method === "GET") givePackage(request, response);
    else answer(behaviour, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function givePackage(request: IncomingMessage, response: ServerResponse): void {
  const name = request.url?.slice(1) ?? "";
  const versions = Object.entries(VERSIONS[name] ?? {}).map(([version, more]) => [version, { name, version, ...more }]);
  const latest = versions.at(-1)?.[0];
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ name, "dist-tags": { latest }, versions: Object.fromEntries(versions) }));
}

// The same for both endpoints: versions of npm before 11 then try an older one.
function answer(behaviour: Behaviour, response: ServerResponse): void {
  if (behaviour === "silence") return;
  if ("advisories" in behaviour) {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(behaviour.advisories));
  } else if ("page" in behaviour) {
    response.setHeader("content-type", "text/html");
    response.end(behaviour.page);
  } else {
    response.statusCode = behaviour.status;
    response.end(behaviour.body);
  }
}

/** A project that installs a framework, which installs a parser, and a tool for development. */
export const project = {
  manifest: {
    name: "project",
    version: "1.0.0",
    dependencies: { framework: "^1.0.0" },
    devDependencies: { tool: "^2.0.0" },
  },
  lock: {
    name: "project",
    version: "1.0.0",
    lockfileVersion: 3,
    requires: true,
    packages: {
      "": {
        name: "project",
        version: "1.0.0",
        dependencies: { framework: "^1.0.0" },
        devDependencies: { tool: "^2.0.0" },
      },
      "node_modules/framework": { version: "1.0.0", dependencies: { parser: "^1.0.0" } },
      "node_modules/parser": { version: "1.0.0" },
      "node_modules/tool": { version: "2.0.0", dev: true },
    },
  },
};
