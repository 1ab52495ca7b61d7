import type { PageWish, Row, RowPage } from "@/lib/analytics/rows/row";
import { pageOf } from "@/lib/analytics/rows/row";
import { MINUTE_MS } from "@/lib/time";

/** What opens the sums of a number by quarter of an hour. */
export type Drawer = {
  /** The newest quarters that the number has something in, at or before one. */
  quarters: (newest: Date | null, count: number) => Promise<Date[]>;
  /** The newest rows of these quarters that are older than a place. */
  rowsIn: (quarters: Date[], wish: PageWish) => Promise<Row[]>;
};

/**
 * The rows behind a number that is a sum of quarters of an hour, newest first. Only as many quarters are opened as a page
 * needs, so that a page costs the same however much there is.
 */
export async function openQuarters(drawer: Drawer, { after, limit }: PageWish): Promise<RowPage> {
  const wanted = limit + 1;
  const rows: Row[] = [];
  let newest = after && quarterOf(new Date(timeOf(after.value)));
  for (;;) {
    const quarters = await drawer.quarters(newest, wanted);
    for (let first = 0, size = 1; first < quarters.length && rows.length < wanted; first += size, size *= 4) {
      rows.push(...(await drawer.rowsIn(quarters.slice(first, first + size), { after, limit: wanted - rows.length })));
    }
    const oldest = quarters.at(-1);
    if (rows.length >= wanted || quarters.length < wanted || !oldest) return pageOf(rows, limit);
    newest = new Date(oldest.getTime() - QUARTER_MS);
  }
}

/** The value of a place in such a list: a moment, and what tells rows of one moment and id apart. */
export const placeValue = (at: Date, part: string): string => `${at.toISOString()} ${part}`;

/** The moment of a place's value. */
export const timeOf = (value: string): string => value.slice(0, value.indexOf(" "));

/** The other part of it. */
export const partOf = (value: string): string => value.slice(value.indexOf(" ") + 1);

const QUARTER_MS = 15 * MINUTE_MS;

const quarterOf = (at: Date): Date => new Date(Math.floor(at.getTime() / QUARTER_MS) * QUARTER_MS);
