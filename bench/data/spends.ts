import { type Candidate, looped } from "@/bench/measure";
import type { Sql } from "@/lib/db";
import { announceBalances } from "@/lib/ledger/announce-balances";
import { openSpendQueue } from "@/lib/ledger/spend-queue";

/** Debits as the app makes them: through the process's queue, each with a key, a description and who it was. */
export function spender(sql: Sql, accounts: readonly string[]): (turn: number) => Promise<void> {
  const queue = openSpendQueue({ sql, onSpent: (accountIds) => announceBalances(sql, accountIds) });
  return async (turn) => {
    const accountId = accounts[turn % accounts.length] ?? "";
    const idempotencyKey = `bench-${next()}`;
    const spend = { accountId, amount: 1n, idempotencyKey, description: "A model call", actor: "system" };
    const result = await queue.debit(spend, new Date());
    if (!result.ok) throw new Error(`A debit was refused: ${result.reason}.`);
  };
}

/** The same, to be measured. */
export function debits(sql: Sql, accounts: readonly string[]): Candidate {
  return looped(spender(sql, accounts));
}

let spends = 0;

/** A number that no other spend of this run has. */
export const next = (): number => spends++;
