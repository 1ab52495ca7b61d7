/**
 * Which accounts to check (null: all), and from where: the start of their history, or their checkpoints, which rely on the
 * previous verification. The function ledger_scope turns it into rows.
 */
export type Scope = { accountIds: string[] | null; from: "start" | "checkpoint" };
