import { entryTypeNames } from "@/components/credits/entry-words";
import { isDay } from "@/lib/analytics/calendar";
import type { EntryType } from "@/lib/ledger/types";

/** The filter in the URL of the credits page; invalid values are ignored. */
export type HistoryQuery = { type?: EntryType; from?: string; to?: string; cursor?: string };

export function parseHistoryQuery(query: Record<string, string | string[] | undefined>): HistoryQuery {
  const { type, from, to, cursor } = query;
  return {
    ...(isEntryType(type) && { type }),
    ...(typeof from === "string" && isDay(from) && { from }),
    ...(typeof to === "string" && isDay(to) && { to }),
    ...(typeof cursor === "string" && cursor !== "" && { cursor }),
  };
}

function isEntryType(value: unknown): value is EntryType {
  return typeof value === "string" && Object.hasOwn(entryTypeNames, value);
}
