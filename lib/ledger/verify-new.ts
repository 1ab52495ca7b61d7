import type { Database, Sql } from "@/lib/db";
import { brokenInvariants } from "@/lib/ledger/invariants/all";
import { checkpointsWithoutAccount } from "@/lib/ledger/invariants/entries";
import type { Violation } from "@/lib/ledger/invariants/violation";

export type NewlyVerified = {
  violations: Violation[];
  /** The number of accounts. */
  accounts: number;
  /** Accounts that have changed since their checkpoint, or had none. */
  changed: number;
  /** Entries since then. */
  entries: bigint;
};

/** Accounts verified in one transaction: few enough to keep it short, many enough to make round trips negligible. */
const SLICE = 500;

/**
 * Verifies what is new since the last run: only accounts that changed and, in those, only entries after the account's
 * checkpoint, lots and holds that are or were open, and anything the new entries refer to. Valid accounts get a new
 * checkpoint; the others keep theirs, and are reported until they are valid.
 *
 * Exact while the app is running: a slice of accounts is found, checked and marked in one snapshot, and later commits have
 * other row versions. No row is locked, so no spend waits.
 */
export async function verifyNew(database: Database, now: Date): Promise<NewlyVerified> {
  const total: NewlyVerified = {
    violations: await checkpointsWithoutAccount(database.sql),
    accounts: 0,
    changed: 0,
    entries: 0n,
  };
  for (let last: string | null = FIRST; last !== null; ) {
    const after: string = last;
    const slice = await database.transaction((_db, sql) => verifySlice(sql, after, now));
    total.violations.push(...slice.violations);
    total.accounts += slice.accounts;
    total.changed += slice.changed;
    total.entries += slice.entries;
    last = slice.last;
  }
  return total;
}

const FIRST = "00000000-0000-0000-0000-000000000000";

async function verifySlice(sql: Sql, after: string, now: Date): Promise<NewlyVerified & { last: string | null }> {
  await sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ`;
  // Takes no snapshot, so that checkpoints marked by a concurrent verification are visible.
  await sql`LOCK TABLE ledger_checkpoint IN SHARE ROW EXCLUSIVE MODE`;
  // The planner cannot know how few entries follow the checkpoints: it must go by account and number.
  await sql`SET LOCAL enable_seqscan = off`;
  await sql`SET LOCAL enable_hashjoin = off`;
  await sql`SET LOCAL enable_mergejoin = off`;
  const accounts = await sql<FoundAccount>`
    SELECT
      account.id::text,
      (
        hash_record_extended(ROW (account.id, account.xmin), 0)::numeric
        + coalesce((
            SELECT sum(hash_record_extended(ROW (lot.id, lot.xmin), 1))
            FROM credit_lot AS lot
            WHERE lot.account_id = account.id AND closed_at IS NULL
          ), 0)
        + coalesce((
            SELECT sum(hash_record_extended(ROW (hold.id, hold.xmin), 2))
            FROM credit_hold AS hold
            WHERE hold.account_id = account.id AND status = 'OPEN'
          ), 0)
      )::text AS versions,
      mark.row_versions::text AS "versionsBefore",
      EXISTS (SELECT FROM ledger_entry WHERE account_id = account.id AND seq > mark.seq) AS "hasNewEntries",
      account.seq - coalesce(mark.seq, 0) AS entries
    FROM credit_account AS account
    LEFT JOIN ledger_checkpoint AS mark ON mark.account_id = account.id
    WHERE account.id > ${after}::uuid
    ORDER BY account.id
    LIMIT ${SLICE}::integer`;
  const changed = accounts.filter((one) => one.versions !== one.versionsBefore || one.hasNewEntries);
  const accountIds = changed.map(({ id }) => id);
  const violations = changed.length > 0 ? await brokenInvariants(sql, { accountIds, from: "checkpoint" }, now) : [];
  const broken = new Set(violations.map(({ accountId }) => accountId));
  await mark(
    sql,
    changed.filter(({ id }) => !broken.has(id)),
    now,
  );
  return {
    violations,
    accounts: accounts.length,
    changed: changed.length,
    entries: changed.reduce((sum, { entries }) => sum + entries, 0n),
    last: accounts.length < SLICE ? null : (accounts.at(-1)?.id ?? null),
  };
}

type FoundAccount = {
  id: string;
  /**
   * A number that differs whenever the account's row, one of its open lots or one of its open holds has been written to. A row's xmin
   * is the transaction that wrote this version of it: unlike any time, it says exactly that. After a restore all of
   * them differ, and everything is looked at again.
   */
  versions: string;
  /** That of the checkpoint. */
  versionsBefore: string | null;
  /** Maybe ones that the account does not know of. */
  hasNewEntries: boolean;
  /** How many, as the account counts them. */
  entries: bigint;
};

/** Records the checkpoints of valid accounts. */
async function mark(sql: Sql, accounts: readonly Pick<FoundAccount, "id" | "versions">[], now: Date): Promise<void> {
  await sql`
    INSERT INTO ledger_checkpoint (account_id, seq, balance, debt, lots, holds, row_versions, verified_at)
    SELECT
      account.id,
      seq,
      balance,
      debt,
      (
        SELECT coalesce(jsonb_object_agg(lot.id, remaining), '{}')
        FROM credit_lot AS lot
        WHERE lot.account_id = account.id AND closed_at IS NULL
      ),
      ARRAY(SELECT hold.id FROM credit_hold AS hold WHERE hold.account_id = account.id AND status = 'OPEN'),
      found.versions,
      ${now}::timestamptz
    FROM unnest(
      ${accounts.map(({ id }) => id)}::uuid[], ${accounts.map(({ versions }) => versions)}::numeric[]
    ) AS found (id, versions)
    JOIN credit_account AS account ON account.id = found.id
    ON CONFLICT (account_id) DO UPDATE SET
      seq = excluded.seq,
      balance = excluded.balance,
      debt = excluded.debt,
      lots = excluded.lots,
      holds = excluded.holds,
      row_versions = excluded.row_versions,
      verified_at = excluded.verified_at`;
}
