import type { Sql } from "@/lib/db";
import { brokenAccounts } from "@/lib/ledger/invariants/accounts";
import { brokenEntries, entriesWithoutAccount } from "@/lib/ledger/invariants/entries";
import { brokenHolds } from "@/lib/ledger/invariants/holds";
import { brokenLots } from "@/lib/ledger/invariants/lots";
import { brokenReturns } from "@/lib/ledger/invariants/returns";

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
 * Recomputes one account, or all, from its entries, lots and holds, and returns everything that does not agree. Writes
 * nothing, and is right beside running traffic: each check is one statement and so sees one moment.
 */
export async function verify(sql: Sql, accountId: string | "all", now: Date): Promise<Violation[]> {
  const scope = accountId === "all" ? null : accountId;
  const found = [
    await entriesWithoutAccount(sql, scope),
    await brokenEntries(sql, scope),
    await brokenAccounts(sql, scope, now),
    await brokenLots(sql, scope),
    await brokenHolds(sql, scope),
    await brokenReturns(sql, scope),
  ];
  return found.flat();
}
