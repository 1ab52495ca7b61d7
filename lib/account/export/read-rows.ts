import type { ExportColumn, ExportTable } from "@/lib/account/export/types";
import type { Db } from "@/lib/db";

/** Rows with names as in the API and values as in JSON. */
export type ExportRow = Record<string, unknown>;

const PAGE = 500;

/**
 * A user's rows of a table, page by page in key order. Only one page of a long history is in memory, and no connection is
 * held between pages.
 */
export async function* readRows(db: Db, table: ExportTable, userId: string): AsyncGenerator<ExportRow[]> {
  const text = statement(table);
  for (let after: string | null = null; ; ) {
    const rows: { key: string; row: ExportRow }[] = await db.$queryRawUnsafe(text, userId, after);
    if (rows.length > 0) yield rows.map(({ row }) => row);
    after = rows.at(-1)?.key ?? null;
    if (rows.length < PAGE) return;
  }
}

/** A column's name in the files: amountCents for amount_cents. */
export function nameOf(column: ExportColumn): string {
  const name = typeof column === "string" ? column : column.name;
  return name.replaceAll('"', "").replace(/_(\w)/g, (_match, letter: string) => letter.toUpperCase());
}

function statement({ table, where, key: { column, type }, columns }: ExportTable): string {
  const fields = columns.map((one) => `'${nameOf(one)}', ${typeof one === "string" ? one : one.sql}`);
  return `
    SELECT page.key::text AS key, page.row
    FROM (
      SELECT ${column} AS key, json_build_object(${fields.join(", ")}) AS row
      FROM ${table}
      WHERE (${where}) AND ($2::${type} IS NULL OR ${column} > $2::${type})
      ORDER BY ${column}
      LIMIT ${PAGE}
    ) AS page
    ORDER BY page.key`;
}
