import pg, { type ClientBase } from "pg";
import { isBusy } from "./busy-tables";
import type { Finding } from "./migration-files";

/**
 * Runs a migration and reports what would stop the app on a large database: a busy table that is read or rewritten as a
 * whole while its rows cannot be written, rows that are changed in the migration's transaction, and locks on several busy
 * tables at once. PostgreSQL itself says which locks a statement takes and which tables it scans, also when they are
 * empty; nothing is guessed from the SQL. (https://www.postgresql.org/docs/current/explicit-locking.html)
 */
export async function runAndFindLocks(client: ClientBase, sql: string): Promise<Finding[]> {
  await client.query("BEGIN");
  try {
    // Inside the transaction: only there are scans counted from one reading to the next.
    const before = new Map((await tablesOf(client)).map((table) => [table.name, table]));
    const begun = await transactionOf(client);
    await client.query(sql);
    if ((await transactionOf(client)) !== begun)
      return [
        { subject: "transaction", sentence: "It ends its transaction. A migration that is tried again must be one." },
      ];
    const after = await tablesOf(client);
    await client.query("COMMIT");
    return findingsOf(
      after.flatMap((now) => {
        const then = before.get(now.name);
        return then && isBusy(now.name) ? [{ now, then }] : [];
      }),
    );
  } catch (error) {
    await client.query("ROLLBACK");
    if (!isRefusedInTransactions(error)) throw error;
    // CONCURRENTLY waits instead of blocking. PostgreSQL also refuses it together with other statements.
    await client.query(sql);
    return [];
  }
}

async function transactionOf(client: ClientBase): Promise<string | undefined> {
  const { rows } = await client.query<{ id: string }>("SELECT pg_current_xact_id()::text AS id");
  return rows[0]?.id;
}

// active_sql_transaction
const isRefusedInTransactions = (error: unknown) => error instanceof pg.DatabaseError && error.code === "25001";

type Table = { name: string; file: string | null; scans: number; modes: string[] };

async function tablesOf(client: ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `SELECT c.relname AS name, pg_relation_filenode(c.oid)::text AS file,
       (SELECT coalesce(sum(seq_scan + coalesce(idx_scan, 0)), 0)::int FROM pg_stat_xact_user_tables s WHERE s.relid = c.oid) AS scans,
       ARRAY(SELECT mode FROM pg_locks l WHERE l.relation = c.oid AND l.pid = pg_backend_pid() AND granted) AS modes
     FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')`,
  );
  return rows;
}

// They all conflict with writing rows.
const BLOCKING = ["ShareLock", "ShareRowExclusiveLock", "ExclusiveLock", "AccessExclusiveLock"];

function findingsOf(tables: { now: Table; then: Table }[]): Finding[] {
  const found = tables.flatMap(({ now, then }) => {
    const { name, modes } = now;
    const blocks = modes.some((mode) => BLOCKING.includes(mode));
    const finding = (sentence: string) => ({ subject: name, sentence: `${name} ${sentence}` });
    if (now.file !== then.file)
      return finding("is rewritten while nobody can read it. Add a column, copy the values in batches, and switch.");
    if (blocks && now.scans > then.scans)
      return finding(
        "is read as a whole while nobody can write to it. Use CREATE INDEX CONCURRENTLY in a migration of its own, or NOT VALID here and VALIDATE CONSTRAINT in the next migration.",
      );
    if (modes.includes("RowExclusiveLock"))
      return finding(
        "gets or changes rows, which stay locked until the migration ends. Change them in batches in a job.",
      );
    return [];
  });
  const closed = tables.filter(({ now }) => now.modes.includes("AccessExclusiveLock")).map(({ now }) => now.name);
  if (closed.length < 2) return found;
  const all = closed.join(", ");
  return [
    ...found,
    ...closed.map((subject) => ({
      subject,
      sentence: `${all} are closed at the same time. Write a migration for each.`,
    })),
  ];
}
