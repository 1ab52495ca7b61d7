import { entryTypeNames } from "@/components/credits/entry-words";
import type { EntryType } from "@/lib/ledger/types";

/** The filter in the address of the credits page; what cannot be read is left out. */
export type HistoryQuery = { type?: EntryType; from?: string; to?: string; cursor?: string };

export function parseHistoryQuery(query: Record<string, string | string[] | undefined>): HistoryQuery {
  const { type, from, to, cursor } = query;
  return {
    ...(isEntryType(type) && { type }),
    ...(isDay(from) && { from }),
    ...(isDay(to) && { to }),
    ...(typeof cursor === "string" && cursor !== "" && { cursor }),
  };
}

/** A day of the calendar, such as 2026-11-21; the 31st of February is none. */
function isDay(value: unknown): value is string {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const at = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
}

function isEntryType(value: unknown): value is EntryType {
  return typeof value === "string" && Object.hasOwn(entryTypeNames, value);
}
