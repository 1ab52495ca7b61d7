import type { BillingContext } from "@/lib/billing/context";
import type { Database } from "@/lib/db";

class RolledBack<Result> extends Error {
  constructor(readonly result: Result) {
    super("The transaction was a rehearsal.");
  }
}

/**
 * Runs `work` in a transaction that is always rolled back, and returns its result. Rows, jobs, emails in the outbox and
 * notifications are rolled back with it. As in every transaction, Stripe cannot be called.
 */
export async function rolledBack<Result>(
  database: Pick<Database, "transaction">,
  work: (context: BillingContext) => Promise<Result>,
): Promise<Result> {
  try {
    return await database.transaction<Result>(async (db, sql) => {
      throw new RolledBack(await work({ db, sql }));
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.result;
    throw error;
  }
}
