import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { v7 } from "uuid";
import type { BenchDatabase, BenchServer } from "@/bench/server";
import { type Shape, toAccount, toEntry, toLots, toUser } from "./rows";

/** Loads accounts with a plan lot and a pack lot each, and as many debits as asked, as the ledger would have left them. */
export async function loadAccounts(
  { folder }: BenchServer,
  database: BenchDatabase,
  { accounts: count, debitsEach = 0 }: { accounts: number; debitsEach?: number },
): Promise<string[]> {
  const now = new Date();
  const accounts = Array.from({ length: count }, (_, index): Shape => {
    return { index, share: index / count, id: v7(), plan: v7(), pack: v7(), debits: debitsEach, now };
  });
  const copy = async (table: string, lines: string[]) => {
    const file = join(folder, "rows.copy");
    writeFileSync(file, lines.join(""), { mode: 0o644 });
    await database.pool.query(`COPY ${table} FROM '${file}'`);
    rmSync(file);
  };
  await copy(toUser.columns, accounts.map(toUser.row));
  await copy(toAccount.columns, accounts.map(toAccount.row));
  await copy(toLots.columns, accounts.map(toLots.row));
  // Every account's first entry, then every account's second, so that histories are scattered as in production.
  for (let seq = 1; seq <= 2 + debitsEach; seq += 1) {
    await copy(
      toEntry.columns,
      accounts.map((account) => toEntry.row(account, seq)),
    );
  }
  // As autovacuum would have left it at some point.
  await database.pool.query("VACUUM (ANALYZE)");
  await database.pool.query("CHECKPOINT");
  return accounts.map(({ id }) => id);
}
