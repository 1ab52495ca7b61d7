import { oncePerProcess } from "@/lib/once-per-process";

/** What Prisma asks: its text has a number for each value. */
type Asked = { sql: string };

// More than the pages and the jobs have. Each connection keeps its own, so their number must have an end.
const MOST = 300;
// A list of ids comes in as many texts as it has lengths, which would take all of that room. A list of statuses is shorter.
const LONG_LIST = /(?:\$\d+, ?){8}/;
// Prisma ends the condition of a unique key like this. There is one row at most, so its limit changes no plan.
const ONE_ROW = / AND 1=1\) LIMIT \$\d+ OFFSET \$\d+$/;

const hotTexts = oncePerProcess("hotTexts", () => new Set<string>());

/** Notes that each connection should plan this statement once. Returns its text. */
export function hotText(text: string): string {
  hotTexts().add(text);
  return text;
}

/**
 * Names the statements that each connection plans once; "" for what is not to be prepared. They name their columns, so that a
 * migration that adds one does not break them.
 */
export function namesOfStatements(): (asked: Asked) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= MOST || !isPrepared(sql)) return "";
    const name = `prepared_${names.size}`;
    names.set(sql, name);
    return name;
  };
}

const isPrepared = (sql: string): boolean => isWholeRead(sql) || isWriteOfOneRow(sql) || hotTexts().has(sql);

/** Not a read of a part of the rows: its best plan depends on how many are asked for. Nor one with a long list. */
function isWholeRead(sql: string): boolean {
  return sql.startsWith('SELECT "public"') && (!/ LIMIT /.test(sql) || ONE_ROW.test(sql)) && !LONG_LIST.test(sql);
}

/** An insert of many rows has as many texts as there are numbers of rows. */
function isWriteOfOneRow(sql: string): boolean {
  if (sql.startsWith('INSERT INTO "public"')) return !sql.includes("),(");
  return sql.startsWith('UPDATE "public"') && / AND 1=1\) RETURNING /.test(sql);
}
