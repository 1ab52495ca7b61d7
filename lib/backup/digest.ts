import { createHash } from "node:crypto";
import type { TableContents } from "./manifest";

const NEWLINE = 0x0a;

/** Passes on the text of a table's rows, one a line, and describes what went by. */
export function digestOf(rows: AsyncIterable<Buffer>): AsyncIterable<Buffer> & { contents(): TableContents } {
  const hash = createHash("sha256");
  let count = 0;
  let bytes = 0;
  return {
    async *[Symbol.asyncIterator]() {
      for await (const chunk of rows) {
        hash.update(chunk);
        bytes += chunk.length;
        for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) count++;
        yield chunk;
      }
    },
    contents: () => ({ rows: count, bytes, sha256: hash.copy().digest("hex") }),
  };
}

/** The same for rows that nobody needs. */
export async function contentsOf(rows: AsyncIterable<Buffer>): Promise<TableContents> {
  const digest = digestOf(rows);
  for await (const _chunk of digest);
  return digest.contents();
}
