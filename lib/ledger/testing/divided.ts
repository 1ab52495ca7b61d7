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

type Setting = [string, (database: Pick<Database, "pool">) => Promise<void>];

const asMigrated = async (): Promise<void> => undefined;

/**
 * For `describe.each`: the functions as they are migrated, and then those of a divided ledger, where all is one shard. A cluster has its
 * own, for accounts of any shard, which call those of one shard.
 */
export const ON_BOTH: Setting[] = process.env.CITUS_URL
  ? [["on a cluster", asMigrated]]
  : [
      ["on one server", asMigrated],
      [
        "on a divided ledger",
        async ({ pool }) => {
          await pool.query(shardedFunctions());
        },
      ],
    ];
