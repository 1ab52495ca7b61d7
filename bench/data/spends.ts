import { type Candidate, looped } from "@/bench/measure";
import type { Database } from "@/lib/db";
import { openAnnouncingQueue } from "@/lib/ledger/spend-queue";

/** Debits as the app makes them: through the process's queue, each with a key, a description and an actor. */
export function spender(database: Database, accounts: readonly string[]): (turn: number) => Promise<void> {
  const queue = openAnnouncingQueue(database);
  return async (turn) => {
    const accountId = accounts[turn % accounts.length] ?? "";
    const idempotencyKey = `bench-${next()}`;
    const spend = { accountId, amount: 1n, idempotencyKey, description: "A model call", actor: "system" as const };
    const result = await queue.debit(spend, new Date());
    if (!result.ok) throw new Error(`A debit was refused: ${result.reason}.`);
  };
}

/** The same, to be measured. */
export function debits(database: Database, accounts: readonly string[]): Candidate {
  return looped(spender(database, accounts));
}

let spends = 0;

/** A number that is unique among the spends of this run. */
export const next = (): number => spends++;
