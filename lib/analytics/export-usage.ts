import { dayOf, dayStart } from "@/lib/analytics/calendar";
import type { Days } from "@/lib/analytics/daily-usage";
import type { Sql } from "@/lib/db";
import { writeCsv } from "@/lib/format/write-csv";
import { eachEntry } from "@/lib/ledger/each-entry";
import { formatEntryId } from "@/lib/ledger/entry-id";
import { splitMetadata } from "@/lib/ledger/spend-details";
import type { Entry } from "@/lib/ledger/types";

const COLUMNS = [
  "entry",
  "time",
  "day",
  "type",
  "meter",
  "quantity",
  "credits",
  "description",
  "subject",
  "model",
  "project",
  "run",
  "tags",
  "estimated",
] as const;

/**
 * An account's spends and reversals in some calendar days of a time zone as CSV, oldest first and read while it is sent.
 * Credits are positive for a spend and negative for a reversal, so that they add up to what was spent.
 */
export function exportUsage(sql: Sql, { accountId, first, last, timeZone }: Days): AsyncGenerator<string> {
  const from = dayStart(first, timeZone) ?? undefined;
  const to = dayStart(last, timeZone, 1) ?? undefined;
  return writeCsv(COLUMNS, rowsOf(eachEntry(sql, { accountId, from, to }), timeZone));
}

async function* rowsOf(pages: AsyncIterable<Entry[]>, timeZone: string): AsyncGenerator<Record<string, unknown>[]> {
  for await (const entries of pages) yield entries.filter(isUsage).map((entry) => rowOf(entry, timeZone));
}

const isUsage = ({ type }: Entry): boolean => type === "USAGE" || type === "REVERSAL";

function rowOf(entry: Entry, timeZone: string): Record<(typeof COLUMNS)[number], unknown> {
  const { details } = splitMetadata(entry.metadata);
  return {
    entry: formatEntryId(entry),
    time: entry.createdAt.toISOString(),
    day: dayOf(entry.createdAt, timeZone),
    type: entry.type === "USAGE" ? "spend" : "reversal",
    meter: entry.meter ?? details.items?.map(({ meter }) => meter).join(" "),
    quantity: entry.quantity,
    credits: -entry.amount,
    description: entry.description,
    subject: details.subject,
    model: details.model,
    project: details.project,
    run: details.run,
    tags: details.tags?.join(" "),
    estimated: details.estimated,
  };
}
