import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "@/lib/db";

const FOLDER = "prisma/functions/sharded";

/** The functions that a divided ledger has in place of those for many accounts of any shard. */
export function shardedFunctions(): string {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith(".sql"));
  return files
    .sort()
    .map((file) => readFileSync(join(FOLDER, file), "utf8"))
    .join("\n");
}

/** For `describe.each`: the functions as they are migrated, and then those of a divided ledger, where all is one shard. */
export const ON_BOTH: [string, (database: Pick<Database, "pool">) => Promise<void>][] = [
  ["on one server", async () => undefined],
  [
    "on a divided ledger",
    async ({ pool }) => {
      await pool.query(shardedFunctions());
    },
  ],
];
