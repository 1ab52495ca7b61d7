/**
 * Which accounts to check (null: all), and from where: the start of their history, or their checkpoints, which rely on the
 * previous verification.
 *
 * The statements join `credit_account` with `ledger_checkpoint`, and each other table of the ledger with them by account: they work
 * on a ledger that is divided by account too, which runs them where the accounts are.
 */
export type Scope = { accountIds: string[] | null; from: "start" | "checkpoint" };

/** No entry has a greater number. */
export const GREATEST_SEQ = 2n ** 63n - 1n;

/**
 * The number of the last entry that a checkpoint may be of for a check to begin there: none has -1. A boolean would be
 * known to the planner, which would drop the join, and a divided ledger then no longer sees what joins the others.
 */
export const checkpointsUpTo = (from: Scope["from"]): bigint => (from === "checkpoint" ? GREATEST_SEQ : -1n);
