import { invalid, missingResource } from "./errors";
import type { Range } from "./params";

export interface Page {
  limit?: number | undefined;
  starting_after?: string | undefined;
  ending_before?: string | undefined;
}

export interface List<T> {
  object: "list";
  data: T[];
  has_more: boolean;
  url: string;
}

/** One page of `rows` (given oldest first, shown newest first, as every Stripe list is). */
export function listPage<T extends { id: string }>(rows: readonly T[], page: Page, url: string): List<T> {
  const limit = page.limit ?? 10;
  if (limit < 1 || limit > 100) throw invalid("This value must be between 1 and 100.", "limit");
  if (page.starting_after !== undefined && page.ending_before !== undefined) {
    throw invalid("You can only specify one of these parameters: starting_after, ending_before.", "starting_after");
  }
  const newest = [...rows].reverse();
  if (page.ending_before !== undefined) {
    const end = indexOf(newest, page.ending_before, "ending_before");
    const start = Math.max(0, end - limit);
    return { object: "list", data: newest.slice(start, end), has_more: start > 0, url };
  }
  const start = page.starting_after === undefined ? 0 : indexOf(newest, page.starting_after, "starting_after") + 1;
  const data = newest.slice(start, start + limit);
  return { object: "list", data, has_more: start + limit < newest.length, url };
}

/** A list inside an object, whole. */
export function embedded<T>(data: T[], url: string): List<T> {
  return { object: "list", data, has_more: false, url };
}

export function inRange(value: number, range: Range | undefined): boolean {
  if (range === undefined) return true;
  return (
    (range.gt === undefined || value > range.gt) &&
    (range.gte === undefined || value >= range.gte) &&
    (range.lt === undefined || value < range.lt) &&
    (range.lte === undefined || value <= range.lte)
  );
}

function indexOf(rows: readonly { id: string }[], id: string, param: string): number {
  const index = rows.findIndex((row) => row.id === id);
  if (index === -1) throw missingResource("object", id, param);
  return index;
}
