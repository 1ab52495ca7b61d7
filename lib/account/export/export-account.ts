import { Readable } from "node:stream";
import { ZipFile } from "yazl";
import { nameOf, readRows } from "@/lib/account/export/read-rows";
import { EXPORT_TABLES } from "@/lib/account/export/tables";
import { writeJson } from "@/lib/account/export/write-json";
import type { Db } from "@/lib/db";
import { writeCsv } from "@/lib/format/write-csv";
import { log } from "@/lib/log";

/**
 * Everything stored about a user, as a zip of JSON and CSV files. It is read while it is sent, at the reader's pace. When
 * reading fails, the stream ends in an error and the archive is incomplete.
 */
export function exportAccount(db: Db, { userId }: { userId: string }, now: Date): ReadableStream<Uint8Array> {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  zip.on("error", (error) => output.destroy(error));
  const add = (name: string, text: () => AsyncIterable<string>) =>
    zip.addReadStreamLazy(name, { mtime: now }, (open) => {
      const source = Readable.from(text());
      source.on("error", (error) => {
        log.error({ err: error, user: userId, file: name }, "the export could not be read");
        output.destroy(error);
      });
      open(null, source);
    });

  zip.addBuffer(Buffer.from(readme(now)), "README.txt", { mtime: now });
  for (const table of EXPORT_TABLES) {
    add(`${table.file}.json`, () => writeJson(readRows(db, table, userId)));
    add(`${table.file}.csv`, () => writeCsv(table.columns.map(nameOf), readRows(db, table, userId)));
  }
  zip.end();
  return Readable.toWeb(output) as ReadableStream<Uint8Array>;
}

/** The file name: refill-export-2026-11-28.zip. */
export function exportFileName(now: Date): string {
  return `refill-export-${now.toISOString().slice(0, 10)}.zip`;
}

function readme(now: Date): string {
  const files = EXPORT_TABLES.map(({ file, about }) => `${file.padEnd(24)} ${about}`);
  return [
    `Your data, as it was on ${now.toISOString()}.`,
    "",
    "Each file comes as JSON and as CSV, with the same rows. Times are UTC. Money is in Stripe's minor unit of the currency (…Cents) and in the currency itself (…Decimal).",
    "Passwords, keys and codes are not included: they are stored as hashes only.",
    "",
    ...files,
    "",
  ].join("\n");
}
