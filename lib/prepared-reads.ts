/** What Prisma asks: its text has a number for each value. */
type Asked = { sql: string };

// Far more than the pages have. Each connection keeps its own, so their number must have an end.
const MOST = 200;
// A list of ids comes in as many texts as it has lengths, which would take all of that room. A list of statuses is shorter.
const LONG_LIST = /(?:\$\d+, ?){8}/;

/**
 * Names the reads that Prisma makes, so that each connection plans them once; "" for what is not to be prepared. Not those
 * for a part of the rows: their best plan depends on how many are asked for. Nor those with a long list. They name their
 * columns, so that a migration that adds one does not break them.
 */
export function namesOfReads(): (asked: Asked) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= MOST || !sql.startsWith('SELECT "public"') || / LIMIT /.test(sql) || LONG_LIST.test(sql))
      return "";
    const name = `read_${names.size}`;
    names.set(sql, name);
    return name;
  };
}
