import { featureOf } from "@/components/credits/entry-words";
import type { Entry } from "@/lib/ledger/types";
import { MINUTE_MS } from "@/lib/time";

/**
 * A row of the history: one entry; several spends for the same thing in a row; or the entries of one purchase, such as a
 * pack and its bonus. `entries` are newest first, and the amount is their exact sum.
 */
export type EntryRow = { kind: "one" | "run" | "purchase"; entries: [Entry, ...Entry[]]; amount: bigint };

/** Two in a row are still easy to read. */
const SHORTEST_RUN = 3;

/** Groups entries, newest first, into rows. */
export function entryRows(entries: readonly Entry[]): EntryRow[] {
  const rows: EntryRow[] = [];
  for (const entry of entries) {
    const last = rows.at(-1);
    const before = last?.entries.at(-1);
    if (last && before && isSamePurchase(before, entry)) add(last, entry, "purchase");
    else if (last && before && last.kind !== "purchase" && isSameSpend(before, entry)) add(last, entry, "run");
    else rows.push({ kind: "one", entries: [entry], amount: entry.amount });
  }
  return rows.flatMap((row) => (row.kind === "run" && row.entries.length < SHORTEST_RUN ? apart(row) : [row]));
}

function add(row: EntryRow, entry: Entry, kind: EntryRow["kind"]): void {
  row.entries.push(entry);
  row.amount += entry.amount;
  row.kind = kind;
}

const apart = ({ entries }: EntryRow): EntryRow[] =>
  entries.map((entry) => ({ kind: "one", entries: [entry], amount: entry.amount }));

/** A yearly plan's payment pays for many refills, months apart. */
function isSamePurchase(one: Entry, other: Entry): boolean {
  const areGrants = one.type === "GRANT" && other.type === "GRANT";
  const areTogether = one.createdAt.getTime() - other.createdAt.getTime() < MINUTE_MS;
  return areGrants && areTogether && one.paymentId !== null && one.paymentId === other.paymentId;
}

function isSameSpend(one: Entry, other: Entry): boolean {
  return (
    one.type === "USAGE" &&
    other.type === "USAGE" &&
    one.description === other.description &&
    one.meter === other.meter &&
    featureOf(one) === featureOf(other) &&
    one.actor === other.actor
  );
}
