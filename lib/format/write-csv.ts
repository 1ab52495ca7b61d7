const LINE = "\r\n";

/** Pages of rows as CSV (RFC 4180) with a header line. Nested values are written as JSON. */
export async function* writeCsv(
  names: readonly string[],
  pages: AsyncIterable<Record<string, unknown>[]>,
): AsyncGenerator<string> {
  yield names.map(quoted).join(",") + LINE;
  for await (const rows of pages) {
    yield rows.map((row) => names.map((name) => cell(row[name])).join(",") + LINE).join("");
  }
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") return String(value);
  return quoted(harmless(typeof value === "string" ? value : JSON.stringify(value)));
}

// Spreadsheets run values that look like formulas (owasp.org/www-community/attacks/CSV_Injection), and a description can
// come from someone else. Full-width signs count too, and so does what follows a semicolon, a tab or a line break: it begins a
// cell where a spreadsheet splits by those instead of commas.
function harmless(text: string): string {
  return text.replaceAll(/^(?=[\t\r\n])|(?<=^|[;\t\r\n])(?=["\s]*[=+\-@＝＋－＠])/g, "'");
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A name for a CSV file of today: refill-users-2026-11-28.csv. */
export function csvName(what: string, now: Date): string {
  return `refill-${what}-${now.toISOString().slice(0, 10)}.csv`;
}
