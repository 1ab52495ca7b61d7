import { type EntryRow, entryRows } from "@/components/credits/entry-rows";
import { splitMetadata } from "@/lib/ledger/spend-details";
import type { Entry, Hold } from "@/lib/ledger/types";

/** Work that took nothing: holds for the same thing, one after another, that ended alike. Newest first. */
export type NotChargedRow = { kind: "not charged"; holds: [Hold, ...Hold[]] };

export type HistoryRow = EntryRow | NotChargedRow;

/** The rows of a history: entries and holds that ended without a spend, both newest first, in the order of their times. */
export function historyRows(entries: readonly Entry[], holds: readonly Hold[]): HistoryRow[] {
  const rows: HistoryRow[] = [];
  let left = [...holds];
  for (const row of entryRows(entries)) {
    const at = row.entries[0].createdAt.getTime();
    rows.push(...notChargedRows(left.filter((hold) => endOf(hold) > at)));
    left = left.filter((hold) => endOf(hold) <= at);
    rows.push(row);
  }
  return [...rows, ...notChargedRows(left)];
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
    if (last && before && isAlike(before, hold)) last.holds.push(hold);
    else rows.push({ kind: "not charged", holds: [hold] });
  }
  return rows;
}

function isAlike(one: Hold, other: Hold): boolean {
  return one.status === other.status && one.amount === other.amount && holdTitle(one) === holdTitle(other);
}

const endOf = ({ closedAt, expiresAt }: Hold): number => (closedAt ?? expiresAt).getTime();
