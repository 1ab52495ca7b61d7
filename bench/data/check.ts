import type { Database } from "@/lib/db";
import { verify } from "@/lib/ledger/verify";

const SAMPLE = 20;

/** Figures from an incorrect ledger are worthless, so this verifies a sample of the accounts. */
export async function checkSample({ sql }: Database, accounts: readonly string[]): Promise<void> {
  const step = Math.max(1, Math.floor(accounts.length / SAMPLE));
  for (let index = 0; index < accounts.length; index += step) {
    const [violation] = await verify(sql, accounts[index] ?? "", new Date());
    if (violation) throw new Error(`Account ${violation.accountId} is broken: ${violation.sentence}`);
  }
}
