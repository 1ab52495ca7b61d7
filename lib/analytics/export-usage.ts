import { dayOf, dayStart } from "@/lib/analytics/calendar";
import type { Days } from "@/lib/analytics/daily-usage";
import type { Sql } from "@/lib/db";
import { writeCsv } from "@/lib/format/write-csv";
import { eachEntry } from "@/lib/ledger/each-entry";
import { formatEntryId } from "@/lib/ledger/entry-id";
import { shareOf } from "@/lib/ledger/item-shares";
import { type SpendDetails, splitMetadata } from "@/lib/ledger/spend-details";
import { DIMENSIONS, type SpendFilter } from "@/lib/ledger/spent";
import type { Entry } from "@/lib/ledger/types";
import { undoneSpends } from "@/lib/ledger/undone-spends";

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
 * An account's spends and reversals in some calendar days of a time zone as CSV, oldest first and read while it is sent: all, or those
 * that a filter leaves. Credits are positive for a spend and negative for a reversal, so that they add up to what was spent. A
 * reversal says what its spend was for. With a filter by meter, a row has this meter's share of its spend.
 */
export function exportUsage(
  sql: Sql,
  { accountId, first, last, timeZone }: Days,
  filter: SpendFilter = {},
): AsyncGenerator<string> {
  const from = dayStart(first, timeZone) ?? undefined;
  const to = dayStart(last, timeZone, 1) ?? undefined;
  return writeCsv(COLUMNS, rowsOf(sql, eachEntry(sql, { accountId, from, to }), { accountId, timeZone, filter }));
}

async function* rowsOf(
  sql: Sql,
  pages: AsyncIterable<Entry[]>,
  { accountId, timeZone, filter }: { accountId: string; timeZone: string; filter: SpendFilter },
): AsyncGenerator<Record<string, unknown>[]> {
  for await (const page of pages) {
    const entries = page.filter(isUsage);
    const undone = await undoneSpends(sql, accountId, entries);
    yield entries.flatMap((entry) => {
      const part = partOf(entry, undone.get(entry.undoesSeq ?? -1n) ?? entry, filter);
      return part ? [rowOf(entry, part, timeZone)] : [];
    });
  }
}

const isUsage = ({ type }: Entry): boolean => type === "USAGE" || type === "REVERSAL";

/** What a row says of a spend: all of it, or the share of the meter that is asked for. */
type Part = { details: SpendDetails; meter: string | undefined; quantity: string | null; credits: bigint };

/** Of `entry`, which is `spend` or reverses it; null for a spend that the filter does not leave. */
function partOf(entry: Entry, spend: Entry, filter: SpendFilter): Part | null {
  const { details } = splitMetadata(spend.metadata);
  if (!DIMENSIONS.every((dimension) => names(details[dimension], filter[dimension]))) return null;
  const credits = -entry.amount;
  const { items = [] } = details;
  const meter = spend.meter ?? (items.length > 0 ? items.map((item) => item.meter).join(" ") : undefined);
  const whole = { details, meter, quantity: entry.quantity, credits };
  if (filter.meter === undefined) return whole;
  const share = shareOf(items, credits, filter.meter);
  if (share === null) return spend.meter === filter.meter ? whole : null;
  const own = items.filter((item) => item.meter === filter.meter);
  const [only] = own;
  if (!only) return null;
  const quantity = own.length === 1 && entry.type === "USAGE" ? only.quantity : null;
  return { details, meter: filter.meter, quantity, credits: share };
}

function names(given: string | readonly string[] | undefined, asked: string | undefined): boolean {
  return asked === undefined || (typeof given === "string" ? given === asked : (given?.includes(asked) ?? false));
}

function rowOf(
  entry: Entry,
  { details, meter, quantity, credits }: Part,
  timeZone: string,
): Record<(typeof COLUMNS)[number], unknown> {
  return {
    entry: formatEntryId(entry),
    time: entry.createdAt.toISOString(),
    day: dayOf(entry.createdAt, timeZone),
    type: entry.type === "USAGE" ? "spend" : "reversal",
    meter,
    quantity,
    credits,
    description: entry.description,
    subject: details.subject,
    model: details.model,
    project: details.project,
    run: details.run,
    tags: details.tags?.join(" "),
    estimated: details.estimated,
  };
}
