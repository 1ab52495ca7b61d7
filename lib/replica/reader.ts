import { codesOf, isDatabaseAway, isStatementTimeout } from "@/lib/database-away";
import type { Database, Db, Sql, SqlValue } from "@/lib/db";

/** Where reports, lists and exports are read. What they return must never decide anything. */
export type Reader = {
  sql: Sql;
  hotSql: Sql;
  prisma: Db;
  /** How far behind the primary this is at the most; null on the primary itself. */
  behindMs: number | null;
};

/** The primary as a reader. */
export function primaryReader({ sql, hotSql, prisma }: Database): Reader {
  return { sql, hotSql, prisma, behindMs: null };
}

/**
 * The replica as a reader. A statement that fails because of the replica, such as one that was cut off, runs again on the
 * primary: exports read page after page, and may have sent half of a file by then.
 */
export function replicaReader(
  replica: Database,
  primary: Database,
  onFailure: (error: unknown) => void,
): Omit<Reader, "behindMs"> {
  const orElse = async <Result>(error: unknown, again: () => Promise<Result>): Promise<Result> => {
    if (!isOfTheReplica(error)) throw error;
    onFailure(error);
    return again();
  };
  const both =
    (first: Sql, second: Sql): Sql =>
    async <Row extends object>(strings: TemplateStringsArray, ...values: SqlValue[]) =>
      first<Row>(strings, ...values).catch((error: unknown) => orElse(error, () => second<Row>(strings, ...values)));
  const hotSql = both(replica.hotSql, primary.hotSql);
  const prisma = replica.prisma.$extends({
    query: {
      $allOperations: ({ model, operation, args, query }) =>
        query(args).catch((error: unknown) => orElse(error, () => runOn(primary, { model, operation, args }))),
    },
  });
  return {
    sql: Object.assign(both(replica.sql, primary.sql), { hot: hotSql }),
    hotSql,
    // The same client for all that reads; its type only leaves out what an extension could change.
    prisma: prisma as unknown as Db,
  };
}

/** After a conflict with what it has to replay, a replica cancels a statement with the code of a serialization failure or a deadlock. */
const CONFLICT = ["40001", "40P01", "P2034", "TransactionWriteConflict"];

function isOfTheReplica(error: unknown): boolean {
  // A statement that takes too long would take as long on the primary.
  if (isStatementTimeout(error)) return false;
  return isDatabaseAway(error) || isConflict(error);
}

/** Whether the replica itself works, and only canceled this statement. */
export function isConflict(error: unknown): boolean {
  const codes = codesOf(error);
  return CONFLICT.some((code) => codes.has(code));
}

type Operation = { model: string | undefined; operation: string; args: unknown };
type Verb = (...args: unknown[]) => Promise<unknown>;

/** The same operation of Prisma's client. */
function runOn({ prisma }: Database, { model, operation, args }: Operation): Promise<unknown> {
  const client = prisma as unknown as Record<string, Verb & Record<string, Verb>>;
  if (model === undefined) return Promise.resolve(client[operation]?.(...(Array.isArray(args) ? args : [args])));
  const name = `${model.charAt(0).toLowerCase()}${model.slice(1)}`;
  return Promise.resolve(client[name]?.[operation]?.(args));
}
