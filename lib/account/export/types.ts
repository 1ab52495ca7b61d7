/** A column, or a named expression. */
export type ExportColumn = string | { name: string; sql: string };

/** One table of an export, written as JSON and CSV. Its SQL is written here and never contains input. */
export type ExportTable = {
  /** The files' name without an extension. */
  file: string;
  /** A description for the export's README. */
  about: string;
  table: string;
  /** The condition for the user's rows: $1 is the user's id. */
  where: string;
  /** A unique sort key, with its type. */
  key: { column: string; type: "uuid" | "text" | "bigint" | "date" };
  /** The exported columns. Hashes and secrets are never among them. */
  columns: readonly ExportColumn[];
};
