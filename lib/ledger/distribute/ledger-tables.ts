/**
 * The ledger's tables in the order of their foreign keys, each with the column that says whose account a row belongs to; and the tables
 * that say how far an account's entries have been read, since they are joined with them.
 */
export const LEDGER_TABLES = [
  { table: "credit_account", column: "id" },
  { table: "credit_lot", column: "account_id" },
  { table: "credit_hold", column: "account_id" },
  { table: "ledger_entry", column: "account_id" },
  { table: "ledger_checkpoint", column: "account_id" },
  { table: "ledger_closing", column: "account_id" },
  { table: "credit_budget", column: "account_id" },
  { table: "credit_budget_use", column: "account_id" },
  { table: "metric_account", column: "account_id" },
  { table: "webhook_mark", column: "account_id" },
] as const;

export type LedgerTable = (typeof LEDGER_TABLES)[number]["table"];
