import type { ExportRow } from "@/lib/account/export/read-rows";

/** Pages of rows as one JSON array, one row per line. */
export async function* writeJson(pages: AsyncIterable<ExportRow[]>): AsyncGenerator<string> {
  let begun = false;
  for await (const rows of pages) {
    const lines = rows.map((row) => JSON.stringify(row)).join(",\n");
    yield begun ? `,\n${lines}` : `[\n${lines}`;
    begun = true;
  }
  yield begun ? "\n]\n" : "[]\n";
}
