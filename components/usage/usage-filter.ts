import type { Route } from "next";
import { rangeQuery, type UsageRange } from "@/components/usage/usage-range";
import type { SpendFilter } from "@/lib/ledger/spent";
import { isStorable } from "@/lib/storable";

/** What spends can be filtered by, as the address calls it, in the order of the page. */
export const FILTERS = [
  { name: "meter", field: "meter" },
  { name: "subject", field: "subject" },
  { name: "model", field: "model" },
  { name: "project", field: "project" },
  { name: "run", field: "run" },
  { name: "tag", field: "tags" },
] as const satisfies readonly { name: string; field: keyof SpendFilter }[];

export type FilterField = (typeof FILTERS)[number]["field"];

/** No meter, model or other label is longer. */
export const MAX_FILTER_LENGTH = 100;

export type UsageFilter = {
  filter: SpendFilter;
  /** What the address has a value for that no spend can have. */
  ignored: FilterField[];
};

/** The filter in the address. An empty value, as an untouched field of a form sends, is no filter. */
export function parseUsageFilter(query: Record<string, string | string[] | undefined>): UsageFilter {
  const filter: SpendFilter = {};
  const ignored: FilterField[] = [];
  for (const { name, field } of FILTERS) {
    const value = query[name];
    if (value === undefined || value === "") continue;
    if (typeof value === "string" && value.length <= MAX_FILTER_LENGTH && isStorable(value)) filter[field] = value;
    else ignored.push(field);
  }
  return { filter, ignored };
}

/** A range and a filter as the query of an address. */
export function usageQuery(range: Pick<UsageRange, "name" | "first" | "last">, filter: SpendFilter): string {
  const query = new URLSearchParams(rangeQuery(range));
  for (const { name, field } of FILTERS) {
    const value = filter[field];
    if (value !== undefined) query.set(name, value);
  }
  return String(query);
}

/** The page with a range and a filter, grouped as before. */
export function usageHref(range: UsageRange, filter: SpendFilter, by?: string | null): Route {
  return `/usage?${usageQuery(range, filter)}${by ? `&by=${by}` : ""}` as Route;
}

/** A filter without one of its values. */
export function withoutField(filter: SpendFilter, field: FilterField): SpendFilter {
  return Object.fromEntries(Object.entries(filter).filter(([name]) => name !== field));
}
