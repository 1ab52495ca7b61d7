/**
 * Which accounts to check (null: all), and from where: the start of their history, or their checkpoints, which rely on the
 * previous verification. The view ledger_scope has the rows of both, apart by `since_mark`.
 */
export type Scope = { accountIds: string[] | null; from: "start" | "checkpoint" };
