import type { PageWish, Row, RowPage } from "@/lib/analytics/rows/row";
import { pageOf } from "@/lib/analytics/rows/row";
import { type KeysetPlace, timeInKeyset } from "@/lib/keyset";
import { MINUTE_MS } from "@/lib/time";

/** What opens the sums of a number by quarter of an hour. */
export type Drawer = {
  /** The newest quarters that the number has something in, at or before one. */
  quarters: (newest: Date | null, count: number) => Promise<Date[]>;
  /** The newest rows of one quarter that are older than a place. One at a time, so that its index on time is used. */
  rowsIn: (quarter: Date, wish: PageWish) => Promise<Row[]>;
  /** What tells rows of one moment and id apart. */
  part: RegExp;
};

/**
 * The rows behind a number that is a sum of quarters of an hour, newest first. Only as many quarters are opened as a page
 * needs, so that a page costs the same however much there is. A place of another list counts as none.
 */
export async function openQuarters(drawer: Drawer, wish: PageWish): Promise<RowPage> {
  const { limit } = wish;
  const after = wish.after && isPlace(wish.after, drawer) ? wish.after : null;
  const wanted = limit + 1;
  const rows: Row[] = [];
  let newest = after && quarterOf(new Date(timeOf(after.value)));
  for (;;) {
    const quarters = await drawer.quarters(newest, wanted);
    for (let first = 0, size = 1; first < quarters.length && rows.length < wanted; first += size, size = MOST_AT_ONCE) {
      const some = quarters.slice(first, first + size);
      const pages = await Promise.all(some.map((quarter) => drawer.rowsIn(quarter, { after, limit: wanted })));
      rows.push(...pages.flat());
    }
    const oldest = quarters.at(-1);
    if (rows.length >= wanted || quarters.length < wanted || !oldest) return pageOf(rows, limit);
    newest = new Date(oldest.getTime() - QUARTER_MS);
  }
}

function isPlace({ value, id }: KeysetPlace, { part }: Drawer): boolean {
  return value.includes(" ") && timeInKeyset({ value: timeOf(value), id }) !== null && part.test(partOf(value));
}

/** The value of a place in such a list: a moment, and what tells rows of one moment and id apart. */
export const placeValue = (at: Date, part: string): string => `${at.toISOString()} ${part}`;

/** The moment of a place's value. */
export const timeOf = (value: string): string => value.slice(0, value.indexOf(" "));

/** The other part of it. */
export const partOf = (value: string): string => value.slice(value.indexOf(" ") + 1);

/** Each needs a connection. */
const MOST_AT_ONCE = 4;

const QUARTER_MS = 15 * MINUTE_MS;

const quarterOf = (at: Date): Date => new Date(Math.floor(at.getTime() / QUARTER_MS) * QUARTER_MS);
