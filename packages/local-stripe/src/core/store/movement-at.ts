import type { Tables } from "./tables";

/** A balance transaction as it reads at `now`: what was pending becomes available by itself. */
export function movementAt(row: Tables["balance_transaction"], now: number): Tables["balance_transaction"] {
  return { ...row, status: row.available_on <= now ? "available" : "pending" };
}
