import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ClientBase } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { contentsOf } from "./digest";
import type { Summary } from "./manifest";
import type { Part } from "./read-script";
import { rowsOf } from "./script";
import type { StoredTable } from "./stored";

/**
 * Loads a backup into empty tables, in the transaction of `client`, and reads every table again: what is then in the database
 * is what was backed up, to the byte. Throws otherwise.
 */
export async function loadRows(client: ClientBase, parts: AsyncIterable<Part>, summary: Summary): Promise<void> {
  const tables: StoredTable[] = [];
  for await (const part of parts) {
    if (part.kind === "statements") await client.query(part.text.replace(/^(BEGIN|COMMIT);$/gm, ""));
    else {
      const { table, columns, rows } = part;
      await pipeline(Readable.from(rows), client.query(copyFrom(`COPY ${table} (${columns}) FROM stdin`)));
      tables.push({ name: table, columns });
    }
  }
  for (const table of tables) {
    const loaded = await contentsOf(rowsOf(client, table));
    if (loaded.sha256 !== summary.tables[table.name]?.sha256)
      throw new Error(`After loading, the rows of ${table.name} are not those of the backup.`);
  }
}
