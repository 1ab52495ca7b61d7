import { shownEmail } from "@/lib/account/placeholder-email";
import type { NumberDefinition, RowFilter } from "@/lib/analytics/rows/numbers";
import type { Row } from "@/lib/analytics/rows/row";
import type { Sql } from "@/lib/db";
import { writeCsv } from "@/lib/format/write-csv";
import type { KeysetPlace } from "@/lib/keyset";

/** All rows behind a number, page after page. No connection is held between pages. */
export async function* eachRow(
  sql: Sql,
  { rows }: NumberDefinition,
  filter: RowFilter,
  limit = 500,
): AsyncGenerator<Row[]> {
  for (let after: KeysetPlace | null = null; ; ) {
    const page = await rows(sql, filter, { after, limit });
    if (page.rows.length > 0) yield page.rows;
    if (!page.next) return;
    after = page.next;
  }
}

/** The same as lines of a CSV file, read while they are written. Money in two currencies takes two lines. */
export function exportRows(sql: Sql, number: NumberDefinition, filter: RowFilter): AsyncGenerator<string> {
  return writeCsv(COLUMNS, toLines(eachRow(sql, number, filter)));
}

const COLUMNS = ["at", "userId", "email", "externalId", "what", "cents", "currency", "credits", "paymentId"] as const;

async function* toLines(pages: AsyncIterable<Row[]>): AsyncGenerator<Record<string, unknown>[]> {
  for await (const rows of pages) yield rows.flatMap(linesOf);
}

function linesOf({ at, money, place: _place, ...row }: Row): Record<string, unknown>[] {
  const line = { ...row, email: row.email === null ? null : shownEmail(row.email), at: at?.toISOString() };
  const [first, ...others] = money;
  return [{ ...line, ...first }, ...others.map((other) => ({ ...line, ...other, credits: 0n }))];
}
