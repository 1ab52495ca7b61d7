/**
 * Which accounts to look at (null: all), and from where: from the start of their history, or from their checkpoints,
 * resting on what those found sound. The function ledger_scope turns it into rows.
 */
export type Scope = { accountIds: string[] | null; from: "start" | "checkpoint" };
