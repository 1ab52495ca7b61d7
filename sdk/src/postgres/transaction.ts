/** A client of `pg` in a transaction. */
export type PgTransaction = {
  query: (text: string, values: unknown[]) => PromiseLike<{ rows: unknown[] }>;
};

/** What `prisma.$transaction(async (tx) => …)` passes on. */
export type PrismaTransaction = {
  $queryRawUnsafe: (text: string, ...values: unknown[]) => PromiseLike<unknown>;
};

/** What Drizzle's `db.transaction(async (tx) => …)` passes on. */
export type DrizzleTransaction = {
  // Its parameter is a class with private fields, which nothing else can be assigned to.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  execute: (query: any) => PromiseLike<unknown>;
};

/** An open transaction in the database that the app shares with Refill. */
export type Transaction = PgTransaction | PrismaTransaction | DrizzleTransaction;

type Value = string | null;

/** Runs one statement in the transaction and returns its only row. */
export async function queryRow<Row>(tx: Transaction, text: string, values: Value[]): Promise<Row> {
  const result = await run(tx, text, values);
  const rows = Array.isArray(result) ? result : (result as { rows: unknown[] }).rows;
  const [row] = rows;
  if (!row) throw new TypeError("The statement returned no row.");
  return row as Row;
}

function run(tx: Transaction, text: string, values: Value[]): PromiseLike<unknown> {
  if ("$queryRawUnsafe" in tx) return tx.$queryRawUnsafe(text, ...values);
  // It would commit the spend at once, by itself.
  if ("totalCount" in tx) throw new TypeError("Pass a client of the pool after BEGIN, not the pool.");
  if ("query" in tx && typeof tx.query === "function") return tx.query(text, values);
  if ("execute" in tx) return tx.execute(asDrizzle(text, values));
  throw new TypeError("Pass an open transaction of pg, Prisma or Drizzle.");
}

/** What Drizzle asks of a query, so that the package does not depend on it: https://orm.drizzle.team/docs/sql */
function asDrizzle(sql: string, params: Value[]) {
  const query = { getSQL: () => query, toQuery: () => ({ sql, params }) };
  return query;
}
