import { type EntryRow, entryRows } from "@/components/credits/entry-rows";
import { splitMetadata } from "@/lib/ledger/spend-details";
import type { Entry, Hold } from "@/lib/ledger/types";

/** Work that took nothing: holds for the same thing, one after another, that ended alike. Newest first. */
export type NotChargedRow = { kind: "not charged"; holds: [Hold, ...Hold[]] };

export type HistoryRow = EntryRow | NotChargedRow;

/** The rows of a history: entries and holds that ended without a spend, both newest first, in the order of their times. */
export function historyRows(entries: readonly Entry[], holds: readonly Hold[]): HistoryRow[] {
  const open = notChargedRows(holds);
  const rows: HistoryRow[] = [];
  for (const row of entryRows(entries)) {
    while (open[0] && endOf(open[0].holds[0]) > row.entries[0].createdAt.getTime()) rows.push(...open.splice(0, 1));
    rows.push(row);
  }
  return [...rows, ...open];
}

/** What a hold was for. */
export function holdTitle({ description, metadata }: Pick<Hold, "description" | "metadata">): string {
  return description || splitMetadata(metadata).details.model || "Work";
}

function notChargedRows(holds: readonly Hold[]): NotChargedRow[] {
  const rows: NotChargedRow[] = [];
  for (const hold of holds) {
    const last = rows.at(-1);
    const before = last?.holds[0];
    if (last && before && holdTitle(before) === holdTitle(hold) && before.status === hold.status) last.holds.push(hold);
    else rows.push({ kind: "not charged", holds: [hold] });
  }
  return rows;
}

const endOf = ({ closedAt, expiresAt }: Hold): number => (closedAt ?? expiresAt).getTime();
