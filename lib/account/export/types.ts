/** A column by its name, or an expression under a name. */
export type ExportColumn = string | { name: string; sql: string };

/** One table of an export, which becomes a JSON and a CSV file. Its parts are SQL written here, never input. */
export type ExportTable = {
  /** The files' name without an ending. */
  file: string;
  /** What it holds, for the export's README. */
  about: string;
  table: string;
  /** Which rows are the person's: $1 is the user's id. */
  where: string;
  /** What orders the rows and tells them apart, with its type. */
  key: { column: string; type: "uuid" | "text" | "bigint" };
  /** What is exported. Hashes and secrets never are. */
  columns: readonly ExportColumn[];
};
