import { endOfRows } from "./script";

/** A part of a backup: statements to run, or the rows of one table, which must be read before the next part. */
export type Part =
  | { kind: "statements"; text: string }
  | { kind: "rows"; table: string; columns: string; rows: AsyncIterable<Buffer> };

/** A backup that ends too early. */
export class BackupIsCut extends Error {
  constructor() {
    super("The backup is incomplete: its end is missing.");
  }
}

const COPY = /^COPY (.+) \((.+)\) FROM stdin;$/;
const END_AFTER_ROWS = Buffer.from(`\n${endOfRows}`);

/** Takes a backup apart as it is read. */
export async function* readScript(source: AsyncIterable<Uint8Array>): AsyncGenerator<Part> {
  const chunks = source[Symbol.asyncIterator]();
  let pending = Buffer.alloc(0);
  const readMore = async (): Promise<boolean> => {
    const { value, done } = await chunks.next();
    if (done) return false;
    pending = pending.length === 0 ? Buffer.from(value) : Buffer.concat([pending, value]);
    return true;
  };
  const take = (length: number): Buffer => {
    const taken = pending.subarray(0, length);
    pending = pending.subarray(length);
    return taken;
  };
  const readLine = async (): Promise<string | null> => {
    let end = pending.indexOf("\n");
    while (end < 0) {
      if (!(await readMore())) return pending.length === 0 ? null : take(pending.length).toString();
      end = pending.indexOf("\n");
    }
    return take(end + 1)
      .toString()
      .slice(0, -1);
  };
  async function* readRows(): AsyncGenerator<Buffer> {
    while (pending.length < endOfRows.length) if (!(await readMore())) throw new BackupIsCut();
    if (pending.subarray(0, endOfRows.length).equals(Buffer.from(endOfRows))) return void take(endOfRows.length);
    for (;;) {
      const end = pending.indexOf(END_AFTER_ROWS);
      if (end >= 0) {
        yield take(end + 1);
        return void take(endOfRows.length);
      }
      // The end may be cut in two by the chunks.
      const certain = pending.length - (END_AFTER_ROWS.length - 1);
      if (certain > 0) yield take(certain);
      if (!(await readMore())) throw new BackupIsCut();
    }
  }

  try {
    let statements: string[] = [];
    for (let line = await readLine(); line !== null; line = await readLine()) {
      const [, table, columns] = COPY.exec(line) ?? [];
      if (table === undefined || columns === undefined) {
        statements.push(line);
        continue;
      }
      if (statements.length > 0) yield { kind: "statements", text: statements.join("\n") };
      statements = [];
      yield { kind: "rows", table, columns, rows: readRows() };
    }
    if (statements.length > 0) yield { kind: "statements", text: statements.join("\n") };
  } finally {
    // Closes the file when the reader stops early.
    await chunks.return?.();
  }
}
