import type { Change } from "./change";
import type { StoredEvent, TableName } from "./tables";

/** A change as written. An event that shows a row written before it names that row instead of repeating it. */
export interface Encoded extends Change {
  shows?: { table: TableName; id: string };
}

/** Packs the changes of one journal line, or of one snapshot. */
export class RowPacker {
  private readonly seen = new Map<object, { table: TableName; id: string }>();

  pack(change: Change): Encoded {
    const { table, id, row } = change;
    if (row === null) return change;
    if (!isEvent(table, row)) {
      this.seen.set(row, { table, id });
      return change;
    }
    const shown = row.data.object;
    const shows = this.seen.get(shown);
    if (shows !== undefined) return { table, id, row: { ...row, data: { ...row.data, object: {} } }, shows };
    this.seen.set(shown, { table, id });
    return change;
  }
}

/** The change as it was; what an event showed is shared with the row again. */
export function unpack(change: Encoded, find: (table: TableName, id: string) => object | undefined): Change {
  const { table, id, row, shows } = change;
  if (shows === undefined || row === null || !isEvent(table, row)) return { table, id, row };
  const found = find(shows.table, shows.id);
  if (found === undefined) throw new Error(`${shows.table} ${shows.id} is shown by ${id} but was not written`);
  const object = isEvent(shows.table, found) ? found.data.object : found;
  return { table, id, row: { ...row, data: { ...row.data, object } } };
}

function isEvent(table: TableName, _row: object): _row is StoredEvent {
  return table === "event";
}
