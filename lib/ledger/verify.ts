import type { Sql } from "@/lib/db";
import { brokenInvariants } from "@/lib/ledger/invariants/all";
import { entriesWithoutAccount } from "@/lib/ledger/invariants/entries";

/** What must be true of every account at any time. */
export type Invariant =
  | "entry_has_account"
  | "seq_is_gapless"
  | "balance_is_chained"
  | "entry_adds_up"
  | "allocations_add_up"
  | "seq_is_last_entry"
  | "balance_is_entries"
  | "balance_is_lots_less_debt"
  | "debt_is_entries"
  | "debt_is_paid_first"
  | "held_is_lots"
  | "held_is_holds"
  | "expiry_is_not_missed"
  | "lot_is_in_range"
  | "lot_is_closed_when_empty"
  | "lot_is_allocations"
  | "lot_is_granted"
  | "lot_is_known"
  | "lot_held_is_holds"
  | "hold_is_pinned"
  | "hold_is_captured"
  | "hold_is_known"
  | "return_is_of_an_entry";

/** `sentence` says what is wrong, with the figures. */
export type Violation = { accountId: string; invariant: Invariant; sentence: string };

/**
 * Recomputes one account, or all, from the start of its history, from its entries, lots and holds, and returns
 * everything that does not agree. Writes nothing, and is right beside running traffic: each check is one statement and
 * so sees one moment. Costs as much as there is history; `verifyNew` costs as much as there is new.
 */
export async function verify(sql: Sql, accountId: string | "all", now: Date): Promise<Violation[]> {
  const one = accountId === "all" ? null : accountId;
  const scope = { accountIds: one === null ? null : [one], from: "start" } as const;
  return [...(await entriesWithoutAccount(sql, one)), ...(await brokenInvariants(sql, scope, now))];
}
