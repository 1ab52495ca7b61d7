#!/usr/bin/env node
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { createClient } from "../client/create-client.js";
import { createMcpServer } from "./server.js";

// refill-mcp: a server of the Model Context Protocol over standard input and output.

// The package is built without the types of Node, so that nothing else uses it.
declare const process: { env: Record<string, string | undefined>; exit: (code: number) => never };

const { REFILL_URL: baseUrl, REFILL_API_KEY: apiKey, REFILL_ACCOUNT: account } = process.env;

if (!baseUrl || !apiKey) {
  console.error(
    "Set REFILL_URL and REFILL_API_KEY, and REFILL_ACCOUNT for a service key that should read one account.",
  );
  process.exit(2);
}

await createMcpServer({ client: createClient({ baseUrl, apiKey }), account: account || undefined }).connect(
  new StdioServerTransport(),
);
