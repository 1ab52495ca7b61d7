/** What must hold for every account at any time. */
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
