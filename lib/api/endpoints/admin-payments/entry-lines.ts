import type { Sql } from "@/lib/db";
import { writeCsv } from "@/lib/format/write-csv";
import { eachEntry } from "@/lib/ledger/each-entry";
import { formatEntryId } from "@/lib/ledger/entry-id";
import type { Entry } from "@/lib/ledger/types";

const COLUMNS = [
  "id",
  "account",
  "seq",
  "type",
  "amount",
  "balanceBefore",
  "balanceAfter",
  "description",
  "meter",
  "quantity",
  "rateVersion",
  "actor",
  "payment",
  "hold",
  "createdAt",
] as const;

/** Ledger entries as lines of a CSV file, read while they are written. */
export function entryLines(sql: Sql, filter: Parameters<typeof eachEntry>[1]): AsyncGenerator<string> {
  return writeCsv(COLUMNS, toRows(eachEntry(sql, filter)));
}

async function* toRows(pages: AsyncIterable<Entry[]>): AsyncGenerator<Record<string, unknown>[]> {
  for await (const entries of pages) yield entries.map(toRow);
}

function toRow(entry: Entry): Record<string, unknown> {
  return {
    id: formatEntryId(entry),
    account: entry.accountId,
    seq: entry.seq,
    type: entry.type,
    amount: entry.amount,
    balanceBefore: entry.balanceBefore,
    balanceAfter: entry.balanceAfter,
    description: entry.description,
    meter: entry.meter,
    quantity: entry.quantity,
    rateVersion: entry.rateVersion,
    actor: entry.actor,
    payment: entry.paymentId,
    hold: entry.holdId,
    createdAt: entry.createdAt.toISOString(),
  };
}
