import { existsSync, statSync } from "node:fs";
import { run } from "./processes";

/** Generates the Prisma client unless it is newer than the schema. */
export async function generateIfOutdated(): Promise<void> {
  const client = "lib/generated/prisma/client.ts";
  if (existsSync(client) && statSync(client).mtimeMs > statSync("prisma/schema.prisma").mtimeMs) return;
  await run(process.execPath, ["node_modules/prisma/build/index.js", "generate"]);
}
